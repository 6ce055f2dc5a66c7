import type { Persona } from '../domain/persona.ts';
import type { Random } from '../domain/random.ts';
import { PRODUCTS, productsFor } from '../simulation/catalogue.ts';
import type { Option } from '../simulation/offer-options.ts';
import { proposeOffer } from '../simulation/propose.ts';
import { renderOffer } from '../simulation/render.ts';
import { NO_TASTE } from '../simulation/taste.ts';

/** Draws before the payment method is left out: a quarter of the products cannot be tied to one. */
const ATTEMPTS = 20;

/**
 * The control that learns nothing: what a marketer would script by hand. Any product of the persona's first interest
 * (of all products where none serves it), any benefit and size that the product has, the persona's payment method
 * where the product allows one, put through any template that fits. Neither spending pattern, income and goals nor the
 * acceptance model have a say.
 */
export function templateOffer(persona: Persona, random: Random): string {
  const liked = persona.interests.map(productsFor).find((products) => products.length > 0) ?? PRODUCTS;
  const draw = (options: readonly Option[]) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const aim = { products: liked, tierPull: 0, benefitPull: 0, options };
      const record = proposeOffer(persona, NO_TASTE, random, aim);
      if (record !== undefined) return renderOffer(record, random);
    }
    return undefined;
  };
  return draw(['pay']) ?? draw([]) ?? '';
}
