import type { ImportReport, Refusal } from '../../service/agent-contract.ts';

/** A spreadsheet runs what begins with one of these as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What a file's import refused or left out, as CSV with a byte-order mark, which spreadsheets need to read UTF-8. */
export function refusalsCsv({ refused, leftOut }: Pick<ImportReport, 'refused' | 'leftOut'>): string {
  const rows = [
    ...refused.first.map((one) => ({ what: 'row refused', one })),
    ...leftOut.first.map((one) => ({ what: 'value left out', one })),
  ].sort((a, b) => a.one.line - b.one.line);
  const lines = rows.map(({ what, one }) => lineOf(what, one));
  return `\uFEFF${['line,what,column,value,reason', ...lines].join('\r\n')}\r\n`;
}

function lineOf(what: string, { line, column = '', value = '', message }: Refusal): string {
  return [String(line), what, column, value, message].map(quoted).join(',');
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
