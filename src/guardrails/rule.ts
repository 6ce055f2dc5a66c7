import type { Issue } from '../domain/offer.ts';
import type { Persona } from '../domain/persona.ts';
import type { CatalogueReader } from './catalogue-reader.ts';

/** The typed facts of an offer, where they are known; `OfferRecord` of the simulation is one. */
export interface CheckedRecord {
  readonly product: string;
  readonly benefitKind: string;
  /** In the unit of the kind: percent, dollars, points, days, months. */
  readonly benefitSize: number;
  readonly benefitItem?: string;
  readonly paymentTieIn?: string;
}

/** One candidate offer and the person it is meant for. */
export interface OfferCheck {
  readonly text: string;
  readonly persona: Persona;
  /** False when the model was stopped before it ended the text itself. */
  readonly finished?: boolean;
  readonly record?: CheckedRecord;
  /** What the model was trained to offer, where a catalogue came with it. */
  readonly catalogue?: CatalogueReader;
}

/** A guardrail: looks at one candidate and returns what is wrong with it, nothing when all is well. */
export type Rule = (check: OfferCheck) => readonly Issue[];
