export const CAMPAIGN_HELP = `npm run -s campaign -- --customers FILE [--transactions FILE] --goal GOAL [options]

Who the customers are, what each would be offered and why, and what that is expected to bring. CSV, TSV and
blank-separated files as they come; one of --customers and --transactions is needed.

  --customers FILE     one row a customer
  --transactions FILE  one row a purchase
  --responses FILE     one row an offer: customer, offer, accepted or not
  --rewards FILE       the catalogue, CSV or JSON (a simulated one where left out)
  --policy FILE        rules as JSON (the default policy where left out)
  --goal GOAL          churn, repeat, basket or reward
  --segments NAMES     for these segments alone, separated by commas
  --channel NAME       email, sms, whatsapp, push or app (each customer's own where left out)
  --holdout SHARE      share that gets nothing, to compare with, 0 to 1 (0.1)
  --explore SHARE      share that gets another of their eight best rewards, to learn from it, 0 to 0.5 (0.05)
  --budget AMOUNT      cost of all offers at most
  --id NAME            of the campaign; decides who is held out (the goal)
  --seed N             same seed, same offers (1)
  --today YYYY-MM-DD   the day of the campaign (today)
  --limit N            offers listed; 0 lists all (10, with --json 100)
  --model              lets the shipped model write the copy, instead of templates
  --review FILE        decisions as JSON: {"by": NAME, "decisions": [{"customer": ID, "do": "approve" | "refuse" |
                       "edit", "text": TEXT}], "rules": [{"do": "approve" | "refuse", "where": {"probabilityAbove",
                       "probabilityBelow", "segment", "channel", "rewardId", "source"}}], "otherwise": "wait" |
                       "approve" | "refuse"}; only what is approved is written for the tools
  --outcomes FILE      purchases after the campaign, one row each: what it changed against those held out
  --days N             days after the campaign in which they count (30)
  --learned FILE       what earlier runs taught, if it is there; with --outcomes it is written anew
  --first DAY          first day of a campaign that runs by the calendar, YYYY-MM-DD
  --every N            days between its runs (one run alone)
  --until DAY          no run after this day
  --out DIR            writes the offers for e-mail, SMS and push, the log of the run and the calendar of runs
  --coupons            with --out: a picture (SVG) for each offer, with its code
  --json               print one JSON object

npm run -s campaign -- --regret [--seed N]
  what learning and exploring are worth, on simulated customers whose answers are known (two minutes)
`;
