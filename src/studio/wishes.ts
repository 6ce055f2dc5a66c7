/** One of the wishes, by name, with what it needs. */
export type Wish<Wishes> = {
  readonly [Name in keyof Wishes]: { readonly name: Name; readonly detail: Wishes[Name] };
}[keyof Wishes];

/** What each wish asks of the state; a new one without an entry does not compile. */
export type Grants<State, Wishes> = {
  readonly [Name in keyof Wishes]: (state: State, detail: Wishes[Name]) => unknown;
};

/** The function with which elements tell the page what the person wants; the event bubbles and is composed. */
export function wishesBy<Wishes>(event: string) {
  return <Name extends keyof Wishes>(from: EventTarget, name: Name, detail: Wishes[Name]): void => {
    from.dispatchEvent(new CustomEvent(event, { detail: { name, detail }, bubbles: true, composed: true }));
  };
}

/** Asks of the state what the wish is about. */
export function grantWish<State, Wishes, Name extends keyof Wishes>(
  grants: Grants<State, Wishes>,
  state: State,
  { name, detail }: { readonly name: Name; readonly detail: Wishes[Name] },
): void {
  void grants[name](state, detail);
}
