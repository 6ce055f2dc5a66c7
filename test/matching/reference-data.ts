import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { categoryColumn, type FeatureColumn, numberColumn } from '../../src/matching/feature-table.ts';
import type { AnsweredTable } from '../../src/matching/training-check.ts';
import synthetic from '../fixtures/matching/synthetic.json';

/** Where the real file lies, if it does; the repository does not bring it. */
const personalityFile = path.join(import.meta.dirname, '../../../shared/data/customer-personality.tsv');
export const hasPersonality = existsSync(personalityFile);

const MISSING = -32768;

function int16(base64: string): Int16Array {
  const bytes = Buffer.from(base64, 'base64');
  return Int16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i));
}

export function float32(base64: string): Float64Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float64Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

/** The committed rows that xgboost was measured on as well. */
export function syntheticRows(): AnsweredTable {
  const columns = synthetic.columns.map(({ name, kind, values, levels }): FeatureColumn => {
    const read = int16(values);
    if (kind === 'number') {
      return numberColumn(
        name,
        Array.from(read, (value) => (value === MISSING ? undefined : value)),
      );
    }
    return {
      kind: 'category',
      name,
      levels: Array.from({ length: levels ?? 0 }, (_, level) => String(level)),
      codes: Int32Array.from(read),
    };
  });
  const answers = Uint8Array.from(Buffer.from(synthetic.answers, 'base64'));
  return { table: { rows: synthetic.rows, columns }, answers };
}

const PERSONALITY_NUMBERS = [
  ...['Income', 'Kidhome', 'Teenhome', 'Recency', 'MntWines', 'MntFruits', 'MntMeatProducts'],
  ...['MntFishProducts', 'MntSweetProducts', 'MntGoldProds', 'NumDealsPurchases', 'NumWebPurchases'],
  ...['NumCatalogPurchases', 'NumStorePurchases', 'NumWebVisitsMonth', 'AcceptedCmp1', 'AcceptedCmp2'],
  ...['AcceptedCmp3', 'AcceptedCmp4', 'AcceptedCmp5', 'Complain'],
];

/** The real rows, with the features that `personality()` in make_matching.py has. */
export function personalityRows(): AnsweredTable {
  const [header = [], ...rows] = readFileSync(personalityFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const cells = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? '');
  const numbers = (name: string) => cells(name).map((cell) => (cell === '' ? undefined : Number(cell)));
  const spent = PERSONALITY_NUMBERS.filter((name) => name.startsWith('Mnt')).map(numbers);
  const days = cells('Dt_Customer').map((cell) => {
    const [day = 0, month = 0, year = 0] = cell.split('-').map(Number);
    return (Date.UTC(2014, 11, 31) - Date.UTC(year, month - 1, day)) / 86_400_000;
  });
  const columns: FeatureColumn[] = [
    ...PERSONALITY_NUMBERS.map((name) => numberColumn(name, numbers(name))),
    numberColumn(
      'spent',
      rows.map((_, row) => spent.reduce((sum, column) => sum + (column[row] ?? 0), 0)),
    ),
    numberColumn('days', days),
    categoryColumn('Education', cells('Education')),
    categoryColumn('Marital_Status', cells('Marital_Status')),
  ];
  return {
    table: { rows: rows.length, columns },
    answers: Uint8Array.from(cells('Response'), Number),
  };
}

/** The i-th yes and the i-th no go to fold i mod 5. */
export function foldsOf(answers: Uint8Array): Uint8Array {
  const seen = [0, 0];
  return answers.map((answer) => {
    const count = seen[answer] ?? 0;
    seen[answer] = count + 1;
    return count % 5;
  });
}

/** Log-odds that order the synthetic rows well but are twice too large, as `metrics()` in make_matching.py has them. */
export function skewedScores(): Float64Array {
  const p = float32(synthetic.fitted[0]?.probabilities ?? '');
  return p.map((each) => 2 * Math.log(each / (1 - each)));
}
