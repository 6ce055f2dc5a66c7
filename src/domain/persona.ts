/** A customer as the paper describes one (SLM4Offer, section 5.1 and figure 1). */
export interface Persona {
  readonly name: string;
  /** Years, 18 to 120. */
  readonly age: number;
  readonly gender: string;
  /** US dollars a month. */
  readonly monthlyIncome: number;
  readonly spendingPattern: string;
  readonly preferredPaymentMethod: string;
  /** At least one. */
  readonly interests: readonly string[];
  readonly financialGoals: readonly string[];
}

export interface StoredPersona extends Persona {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
