import type { Persona } from '../../../src/domain/persona.ts';

/** The two customers of the paper's first figure, and one without goals. */
export const examplePersonas: readonly Persona[] = [
  {
    name: 'P9654',
    age: 30,
    gender: 'Female',
    monthlyIncome: 111_969,
    spendingPattern: 'Budget-conscious',
    preferredPaymentMethod: 'Buy Now Pay Later',
    interests: ['Finance', 'Fitness', 'Gaming'],
    financialGoals: ['Wealth Growth', 'Retirement Planning'],
  },
  {
    name: 'P9999',
    age: 35,
    gender: 'Male',
    monthlyIncome: 82_450,
    spendingPattern: 'High-spender',
    preferredPaymentMethod: 'Credit Card',
    interests: ['Fitness', 'Shopping', 'Technology', 'Travel'],
    financialGoals: ['Savings', 'Wealth Growth'],
  },
  {
    name: 'Ingrid',
    age: 62,
    gender: 'Female',
    monthlyIncome: 4200,
    spendingPattern: 'Balanced',
    preferredPaymentMethod: 'Debit Card',
    interests: ['Music'],
    financialGoals: [],
  },
];
