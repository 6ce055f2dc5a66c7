import type { Verdict } from '../domain/feedback.ts';
import { createRandom, shuffled } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import type { SimulatedCustomer } from '../simulation/examples.ts';
import { type AcceptanceEstimate, acceptanceEstimate } from './arm-comparison.ts';
import type { Judge, OfferVerdict, PastOffer } from './judge.ts';
import { type JudgeAgreement, judgeAgreement, judgedTwice } from './judge-agreement.ts';
import { simulatedCustomer } from './simulated-customer.ts';

/** Which of the two offers is shown first is drawn, for judges who favour a place. */
const ORDER_STREAM = 67;

/** A customer with two offers: the one written for it, and the one written for the next customer. */
export interface JudgedCustomer extends SimulatedCustomer {
  /** What it said to earlier offers, which a judge who does not know its taste goes by. */
  readonly history: readonly PastOffer[];
  readonly own: string;
  readonly next: string;
}

/** What one judge made of the two offers of a customer. */
export interface OpinionOf {
  readonly own: OfferVerdict;
  readonly next: OfferVerdict;
}

export interface SecondOpinion {
  readonly name: string;
  /** Offers that both judged, two for each customer. */
  readonly offers: number;
  /** Customers on whose offers the second judge gave no readable answer; they count for neither judge. */
  readonly unanswered: number;
  /** Of the offer written for the customer, and of the next customer's. */
  readonly accepted: Readonly<Record<'own' | 'next', AcceptanceEstimate>>;
  /** The same of the simulated customer, who is the first judge of the agreement. */
  readonly simulated: Readonly<Record<'own' | 'next', AcceptanceEstimate>>;
  readonly agreement: JudgeAgreement;
}

/**
 * Lets a second judge say of the same offers what the simulated customers said. An answer that cannot be read leaves a
 * customer out; any other failure ends it, since the next request would fail as well.
 *
 * @returns the judge's failure, or `judge-answer-malformed` where not one answer could be read.
 */
export async function secondOpinion(
  judge: Judge,
  customers: readonly JudgedCustomer[],
  onDone: (done: number) => void = () => undefined,
): Promise<Result<{ readonly summary: SecondOpinion; readonly opinions: readonly (OpinionOf | null)[] }>> {
  const opinions: (OpinionOf | null)[] = [];
  const first: Record<'own' | 'next', Verdict[]> = { own: [], next: [] };
  const second: Record<'own' | 'next', Verdict[]> = { own: [], next: [] };
  for (const [i, customer] of customers.entries()) {
    const opinion = await opinionOf(judge, customer, i);
    const malformed = !opinion.ok && opinion.failures.every(({ type }) => type === 'judge-answer-malformed');
    if (!opinion.ok && (!malformed || (i === customers.length - 1 && first.own.length === 0))) return opinion;
    opinions.push(opinion.ok ? opinion.value : null);
    if (opinion.ok) {
      const known = await simulatedCustomer(customer.taste).judge({
        persona: customer.persona,
        history: [],
        offers: [customer.own, customer.next],
      });
      if (!known.ok) return known;
      for (const [place, which] of (['own', 'next'] as const).entries()) {
        first[which].push(known.value[place]?.verdict ?? 'rejected');
        second[which].push(opinion.value[which].verdict);
      }
    }
    onDone(i + 1);
  }
  const summary = {
    name: judge.name,
    offers: 2 * first.own.length,
    unanswered: opinions.filter((opinion) => opinion === null).length,
    accepted: { own: estimate(second.own), next: estimate(second.next) },
    simulated: { own: estimate(first.own), next: estimate(first.next) },
    agreement: judgeAgreement(judgedTwice([...first.own, ...first.next], [...second.own, ...second.next])),
  };
  return success({ summary, opinions });
}

async function opinionOf(
  judge: Judge,
  { persona, history, own, next }: JudgedCustomer,
  place: number,
): Promise<Result<OpinionOf>> {
  const swapped = createRandom(1 + place, ORDER_STREAM).next() < 0.5;
  const answer = await judge.judge({ persona, history, offers: swapped ? [next, own] : [own, next] });
  if (!answer.ok) return answer;
  const [a, b] = answer.value;
  // A judge gives one verdict for each offer.
  if (a === undefined || b === undefined)
    throw new RangeError(`${judge.name} judged fewer offers than asked`);
  return success(swapped ? { own: b, next: a } : { own: a, next: b });
}

function estimate(verdicts: readonly Verdict[]): AcceptanceEstimate {
  return acceptanceEstimate([verdicts.map((verdict) => (verdict === 'accepted' ? 1 : 0))]);
}

/** Three accepted and three rejected offers in an order that tells nothing. */
export function pastOffers(
  { accepted, rejected }: { readonly accepted: readonly string[]; readonly rejected: readonly string[] },
  seed: number,
): readonly PastOffer[] {
  const past = [
    ...accepted.map((text) => ({ text, verdict: 'accepted' as const })),
    ...rejected.map((text) => ({ text, verdict: 'rejected' as const })),
  ];
  return shuffled(createRandom(seed, ORDER_STREAM), past);
}
