import { initialAdapter } from '../adapter/initial-adapter.ts';
import { createRandom } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import { NAME_SLOT, type RewardBrief } from '../domain/reward-brief.ts';
import { decodeCandidates } from '../generation/decode.ts';
import { briefMismatch } from '../guardrails/brief-mismatch.ts';
import type { CatalogueReader } from '../guardrails/catalogue-reader.ts';
import { unknownWords } from '../guardrails/unknown-word.ts';
import { rewardPrompt } from '../t5/prompt.ts';
import { decodeSettings } from './decode-settings.ts';
import type { Engine } from './engine.ts';

/** Drafts for one brief and seed. */
const DRAFTS = 4;

export interface CopyDraws {
  readonly seed: number;
  readonly signal?: AbortSignal;
}

export interface CopyDraft {
  readonly text: string;
  /** Whether it keeps to the brief, as far as the model's catalogue can tell, and was ended by the model itself. */
  readonly keeps: boolean;
}

/**
 * Drafts of copy for one reward that keep to its brief; `composeCopy` takes the first that states only what the record
 * states.
 *
 * @returns the texts, which may be none; `cancelled` where the signal was raised.
 */
export async function writeCopy(
  engine: Engine,
  brief: RewardBrief,
  draws: CopyDraws,
): Promise<Result<readonly string[]>> {
  const drafts = await draftCopy(engine, brief, draws);
  return drafts.ok ? success(drafts.value.filter(({ keeps }) => keeps).map(({ text }) => text)) : drafts;
}

/**
 * Four drafts for one brief, whatever is in them. The model writes as it was shipped: what it learned from one person's
 * verdicts goes into nobody else's message, and the same brief and seed give the same drafts before and after learning.
 */
export async function draftCopy(
  engine: Engine,
  brief: RewardBrief,
  { seed, signal }: CopyDraws,
): Promise<Result<readonly CopyDraft[]>> {
  const { tokenizer, generator } = engine;
  const { config } = engine.folder;
  const told = inTaughtWords(brief, engine.catalogue);
  const { ids } = tokenizer.encode(rewardPrompt(told));
  const shipped = initialAdapter(config, engine.currentAdapter.lora, createRandom(1));
  const adapter = generator.loadAdapter(shipped);
  try {
    const prompt = await generator.encode(ids, adapter);
    const stepper = generator.start(prompt, adapter, DRAFTS);
    try {
      const decoded = await decodeCandidates(stepper, {
        ...decodeSettings(config),
        count: DRAFTS,
        seed,
        ...(signal && { signal }),
      });
      if (!decoded.ok) return decoded;
      return success(
        decoded.value.map(({ tokens, finished }) => {
          const text = tokenizer.decode(tokens).trim();
          return { text, keeps: finished && text !== '' && keepsTo(text, told, engine.catalogue) };
        }),
      );
    } finally {
      stepper.dispose();
      prompt.dispose();
    }
  } finally {
    adapter.dispose();
  }
}

/** What a brief says is for the model's folder to tell; without a catalogue only the reward's record can be asked. */
function keepsTo(text: string, brief: RewardBrief, catalogue: CatalogueReader | undefined): boolean {
  if (catalogue === undefined) return true;
  const copy = text.replaceAll(NAME_SLOT, ' ');
  const { product, benefit = '', condition = '', payment = '', place = '', audience = '', goals } = brief;
  const phrases = [product, benefit, condition, payment, place, audience, ...goals];
  const broken = catalogue.words === undefined ? [] : unknownWords(copy, catalogue.words, phrases);
  return broken.length === 0 && briefMismatch(copy, brief, catalogue).length === 0;
}

/** The benefit as the model was taught to read it: `a 12-month price lock`, `a $20 gift voucher`. */
function inTaughtWords(brief: RewardBrief, catalogue: CatalogueReader | undefined): RewardBrief {
  const { benefit } = brief;
  if (benefit === undefined || catalogue === undefined) return brief;
  const ways = [benefit, `a ${benefit}`, `a ${benefit.replace(/\bvoucher$/, 'gift voucher')}`];
  const taught = ways.find((way) => catalogue.mentions(way).benefits.length > 0);
  return taught === undefined ? brief : { ...brief, benefit: taught };
}

/** Briefs remembered: a campaign of a hundred rewards has some hundreds of them, of about a kilobyte each. */
const MOST_REMEMBERED = 500;

/** Remembers the drafts it wrote, since the dry run, the run and its replay ask for the same; the oldest use goes first. */
export class CopyMemory {
  private readonly drafts = new Map<string, readonly string[]>();

  constructor(private readonly most = MOST_REMEMBERED) {}

  /** {@link writeCopy}, or what it gave before for the same model, brief and seed. */
  async write(engine: Engine, brief: RewardBrief, draws: CopyDraws): Promise<Result<readonly string[]>> {
    const key = JSON.stringify([engine.folder.hash, draws.seed, rewardPrompt(brief)]);
    const known = this.drafts.get(key);
    if (known !== undefined) {
      this.drafts.delete(key);
      this.drafts.set(key, known);
      return success(known);
    }
    const written = await writeCopy(engine, brief, draws);
    if (written.ok) {
      this.drafts.set(key, written.value);
      const [oldest] = this.drafts.keys();
      if (this.drafts.size > this.most && oldest !== undefined) this.drafts.delete(oldest);
    }
    return written;
  }
}
