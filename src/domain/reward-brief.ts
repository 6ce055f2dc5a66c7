export const TONES = ['headline', 'question', 'statement'] as const;
export type Tone = (typeof TONES)[number];

/** Where the message goes: a text message is short, a letter has room. */
export const MEDIA = ['sms', 'email'] as const;
export type Medium = (typeof MEDIA)[number];

/** What the copy for one reward has to say. Every fact, and so every number, of the copy comes from here. */
export interface RewardBrief {
  /** In running text, without an article: `hiking boots`. */
  readonly product: string;
  /** `20% off`, `a $15 gift voucher`; left out where the product alone is offered. */
  readonly benefit?: string;
  /** `when you spend $50 or more` */
  readonly condition?: string;
  readonly payment?: string;
  readonly goals: readonly string[];
  /** Where it is to be had: `in our app`. */
  readonly place?: string;
  /** Whom it addresses: `food lovers`. */
  readonly audience?: string;
  readonly tone: Tone;
  readonly medium: Medium;
  /** Whether the copy begins with {@link NAME_SLOT}, to be filled when it is sent. */
  readonly named: boolean;
}

/** Stands for the customer's name, which the model never sees. */
export const NAME_SLOT = '{name}';
