import { failure, type Result, success } from '../../domain/result.ts';

const names = ['customers', 'transactions', 'responses'] as const;

const addresses: Readonly<Record<(typeof names)[number], URL>> = {
  customers: new URL('./sample/customers.csv', import.meta.url),
  transactions: new URL('./sample/transactions.csv', import.meta.url),
  responses: new URL('./sample/responses.csv', import.meta.url),
};

/** The simulated business that ships with the page, as files like any other. */
export async function loadSampleFiles(): Promise<Result<readonly File[]>> {
  try {
    const files = names.map(async (name) => {
      const answer = await fetch(addresses[name]);
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      return new File([await answer.blob()], `simulated-${name}.csv`);
    });
    return success(await Promise.all(files));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failure(
      'sample-missing',
      `The simulated customers could not be loaded (${detail}). Check the connection to the page and try again.`,
    );
  }
}
