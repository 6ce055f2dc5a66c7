/** What is counted stands before these: `dinner for two`, `day at the zoo`. */
const JOINS = /\s(?:for|of|with|at|in|on|to|from|by|per|plus|without)\s/iu;
const PLURAL = /(?<!ss|us|is|lens|atlas|canvas)(?<=s)$/iu;

/** The word of a product's name that says what it is: `boots` of `hiking boots`, `dinner` of `dinner for two`; may be empty. */
export function headWord(product: string): string {
  return product.split(JOINS)[0]?.split(/\s/u).at(-1) ?? '';
}

/** Whether a product is more than one by the form of its name: `hiking boots`, but no `compass` and no `box of chocolates`. */
export function isPlural(product: string): boolean {
  return PLURAL.test(headWord(product));
}
