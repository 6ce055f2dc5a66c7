import * as v from 'valibot';
import { failure, type Result, success } from './result.ts';

const Numbers = v.array(v.pipe(v.number(), v.finite()));
const NumbersByKind = v.record(v.string(), Numbers);
const Phrases = v.record(v.string(), v.array(v.pipe(v.string(), v.nonEmpty('is empty'))));

const Terms = v.object({
  /** Kind of benefit → sizes it may have; none for a benefit without a number, such as a gift. */
  benefits: NumbersByKind,
  /** Kind of condition → amounts that may be asked for. */
  conditions: NumbersByKind,
});

const Place = v.pipe(v.number(), v.integer());

const Audience = v.object({
  /** What its people, or the goal, are called: `fitness fans`. */
  names: v.array(v.pipe(v.string(), v.nonEmpty('is empty'))),
  /** Places of the products that serve the interest or goal. */
  products: v.array(Place),
});

const CatalogueSchema = v.pipe(
  v.object({
    version: v.literal(1),
    /** Kind of benefit → ways of saying it: `{n}` is the size, `{$n}` the size in dollars, `{item}` a named thing. */
    benefits: Phrases,
    /** Kind of condition → ways of saying it, with the same marks. */
    conditions: Phrases,
    /** Kind of benefit → what `{item}` may be. */
    items: Phrases,
    /** What products have in common, so that it is told once. */
    terms: v.array(Terms),
    /** Name as in running text without an article, and the place of its terms. */
    products: v.array(v.tuple([v.pipe(v.string(), v.nonEmpty('is empty')), Place])),
    /** Interest → whom an offer may address, and with what. Without it nothing is known of audiences. */
    audiences: v.exactOptional(v.record(v.string(), Audience)),
    /** What each product is good for, in the order of the products: `for steady stretching`. */
    purposes: v.exactOptional(v.array(v.pipe(v.string(), v.nonEmpty('is empty')))),
    /** Financial goal → what it is called in an offer. */
    goals: v.exactOptional(Phrases),
    /** Financial goal → which of its names say that a product is for it, and places of the products that are. */
    aims: v.exactOptional(v.record(v.string(), Audience)),
    /** Where an offer holds → what that is called. */
    places: v.exactOptional(Phrases),
    /** Words that offers are made of beside those above: in lower case, with spaces between them. */
    words: v.exactOptional(v.string()),
  }),
  v.check(({ products, terms }) => products.every(([, at]) => at in terms), 'has a product without terms'),
  v.check(
    ({ products, audiences }) =>
      Object.values(audiences ?? {}).every((audience) => audience.products.every((at) => at in products)),
    'has an audience with a product that is not there',
  ),
  v.check(
    ({ products, aims }) =>
      Object.values(aims ?? {}).every((aim) => aim.products.every((at) => at in products)),
    'has a goal with a product that is not there',
  ),
  v.check(
    ({ products, purposes }) => purposes === undefined || purposes.length === products.length,
    'has not one purpose for each product',
  ),
);

/**
 * What offers may state: products with their benefits, sizes and conditions, and the words these are put in. It comes
 * with a model (catalogue.json), so that the numbers of a text can be traced, and broken words and wrong audiences be told, without the program that
 * made it.
 */
export type OfferCatalogue = v.InferOutput<typeof CatalogueSchema>;
export type CatalogueTerms = v.InferOutput<typeof Terms>;

/** Reads a catalogue.json; `catalogue-invalid` names the first field at fault. */
export function readOfferCatalogue(json: unknown): Result<OfferCatalogue> {
  const parsed = v.safeParse(CatalogueSchema, json, { abortEarly: true });
  if (parsed.success) return success(parsed.output);
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  return failure(
    'catalogue-invalid',
    `catalogue.json of the model is no catalogue: ${field === null ? 'it' : field} ${issue.message} (found ${issue.received}). Mend it, or take it out of the folder: then numbers in offers are not checked against a catalogue.`,
    field === null ? 'catalogue.json' : `catalogue.json#${field}`,
  );
}
