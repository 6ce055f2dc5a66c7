import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What one request asked a judge. */
export interface AskedJudge {
  readonly model: string;
  readonly authorization: string | undefined;
  readonly customer: string;
  readonly history: readonly { readonly text: string; readonly answer: string }[];
  readonly offers: readonly { readonly offer: number; readonly text: string }[];
}

/**
 * A real chat endpoint on this machine until the test ends.
 *
 * @param answer one verdict for each offer, or a text that is sent as it is.
 */
export async function judgeServer(
  answer: (asked: AskedJudge) => readonly ('accept' | 'reject')[] | string,
  status = 200,
): Promise<{ readonly baseUrl: string; readonly asked: readonly AskedJudge[] }> {
  const asked: AskedJudge[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const { model, messages } = JSON.parse(body);
    const { customer, history, offers } = JSON.parse(messages[1].content);
    const { authorization } = request.headers;
    const one: AskedJudge = { model, authorization, customer, history, offers };
    asked.push(one);
    const said = answer(one);
    const verdicts =
      typeof said === 'string' ? said : { verdicts: said.map((verdict, i) => ({ offer: i + 1, verdict })) };
    const content = typeof verdicts === 'string' ? verdicts : JSON.stringify(verdicts);
    response.writeHead(status).end(JSON.stringify({ choices: [{ message: { content } }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}
