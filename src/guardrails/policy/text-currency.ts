import { failed, idle, passed } from './audit.ts';
import type { PolicyRule } from './policy-rule.ts';

/** ISO 4217 codes that a sign or a word may stand for; a code stands for itself. */
const CODES: Readonly<Record<string, string>> = {
  $: 'USD CAD AUD NZD SGD HKD MXN ARS CLP COP TWD',
  '€': 'EUR',
  '£': 'GBP EGP LBP',
  '₹': 'INR',
  '¥': 'JPY CNY',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  dollar: 'USD CAD AUD NZD SGD HKD TWD',
  buck: 'USD CAD AUD NZD',
  cent: 'USD CAD AUD NZD EUR SGD HKD ZAR',
  euro: 'EUR',
  pound: 'GBP EGP LBP',
  pence: 'GBP',
  rupee: 'INR PKR LKR NPR MUR',
  rs: 'INR PKR LKR NPR MUR',
  yen: 'JPY',
  franc: 'CHF XOF XAF',
};

/** Amounts in the text are in the policy's currency. */
export const textCurrency: PolicyRule = ({ numbers, named, policy }) => {
  const rule = 'text-currency';
  const limit = policy.currency;
  const marks = [...numbers, ...named].flatMap(({ currency }) => currency ?? []);
  if (marks.length === 0) return [idle(rule, 'No currency is written.', limit)];
  const wrong = marks.find((mark) => !codesOf(mark).includes(limit.toUpperCase()));
  return [
    wrong === undefined
      ? passed(rule, marks.join(', '), limit, `Amounts are in the policy's currency, ${limit}.`)
      : failed(rule, wrong, limit, `The words say "${wrong}", but the policy's currency is ${limit}.`),
  ];
};

function codesOf(mark: string): readonly string[] {
  const name = mark.toLowerCase().replace('.', '');
  return (CODES[name] ?? CODES[name.replace(/s$/, '')] ?? name.toUpperCase()).split(' ');
}
