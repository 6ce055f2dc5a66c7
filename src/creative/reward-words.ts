import type { Reward } from '../domain/reward.ts';
import { formatCount, formatMoney } from './format-money.ts';
import { readClaims } from './read-claims.ts';

/** A reward in running text. */
export interface RewardWords {
  /** `20% off`, `500 bonus points`; absent where the product itself is what is given. */
  readonly benefit?: string;
  /** Joins the benefit to the product: `20% off boots`, `500 bonus points on boots`, `free dessert with a dinner`. */
  readonly link: Link;
  /** What is offered; `free tea` where it is given. */
  readonly product: string;
  /** `when you spend $50 or more`, `for 800 points` */
  readonly condition?: string;
}

type Link = '' | 'on' | 'with' | 'of';

/** Words for the typed fields of a reward; where it has none, for what its name says in numbers. */
export function rewardWords(reward: Reward, currency: string): RewardWords {
  const { discountPct, amountOff, bonusPoints, minSpend, pointsRequired, type } = reward;
  const off = [
    discountPct ? `${formatCount(discountPct)}% off` : undefined,
    amountOff ? `${formatMoney(amountOff, currency)} off` : undefined,
  ];
  const points = bonusPoints ? `${formatCount(bonusPoints)} bonus points` : undefined;
  const stated = [...off, points].filter((part) => part !== undefined);
  const product = cleanField(reward.product);
  const named = stated.length > 0 ? undefined : namedBenefit(cleanField(reward.name), product);
  const benefit =
    stated.length > 0 ? stated.join(' and ') : (named?.benefit ?? benefitInName(reward.name, currency));
  const asked = [
    minSpend ? `when you spend ${formatMoney(minSpend, currency)} or more` : undefined,
    pointsRequired ? `for ${formatCount(pointsRequired)} points` : undefined,
  ].filter((part) => part !== undefined);
  // A gift that comes with the product does not make the product itself free.
  const given = type === 'Gift' && benefit === undefined && !/\b(?:free|complimentary)\b/i.test(product);
  return {
    ...(benefit !== undefined && { benefit }),
    link: named?.link ?? (benefit?.endsWith(' off') ? '' : 'on'),
    product: given ? `free ${product}` : product,
    ...(asked.length > 0 && { condition: asked.join(', ') }),
  };
}

/** `free dessert` and `with` for `Free dessert with a dinner`, where the name puts it so and takes nothing off. */
function namedBenefit(
  name: string,
  product: string,
): { readonly benefit: string; readonly link: Link } | undefined {
  const at = name.toLowerCase().indexOf(product.toLowerCase());
  const [, before = '', link = ''] =
    at < 0 ? [] : (/^(\S.*?) (on|with|of) (?:an? |the )?$/i.exec(name.slice(0, at)) ?? []);
  if (before === '' || /\boff\b/i.test(before)) return undefined;
  const benefit = before.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return { benefit, link: link.toLowerCase() as Link };
}

/** `30% off` for `Flat 30% off on hiking boots`, and so for money, points and two for one. */
function benefitInName(name: string, currency: string): string | undefined {
  for (const { unit, value, role } of readClaims(name)) {
    if (value <= 0 || role === 'asks') continue;
    if (unit === 'percent' && /cash\s?back/i.test(name)) return `${formatCount(value)}% cashback`;
    if (unit === 'percent') return OTHER_PERCENT.test(name) ? undefined : `${formatCount(value)}% off`;
    if (unit === 'money') return OTHER_MONEY.test(name) ? undefined : `${formatMoney(value, currency)} off`;
    if (unit === 'points') return `${formatCount(value)} bonus points`;
    if (unit === 'times' && /points?/i.test(name)) return `${formatCount(value)}x points`;
    if (unit === 'for' && value === 2001) return 'a two-for-one deal';
  }
  return undefined;
}

/** Names whose number takes nothing off the price. */
const OTHER_PERCENT = /\b(?:interest|rate|apr|apy|bonus|extra)\b/i;
const OTHER_MONEY = /\b(?:voucher|gift card|bonus|cash\s?back|credit)\b/i;

/** A field of the catalogue as running text: one line, no slot, no mark that would start one. */
export function cleanField(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF{}[\]<>|]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
