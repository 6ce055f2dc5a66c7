import { describe, expect, test } from 'vitest';
import type { ImportProgress } from '../../src/service/agent-contract.ts';
import { device, NOW, planned, plannedSample, sampleFile, unwrap } from './agent-support.ts';

const quiet = () => {};
const everybody = { search: '', offset: 0, count: 50 };

test('three files become customers in segments, and a fresh worker finds the same', async () => {
  const here = device();
  const service = here.start();
  const files = await plannedSample(service);
  expect(files.map(({ plan }) => plan.mapping.kind)).toEqual(['customers', 'transactions', 'responses']);
  const stages: ImportProgress['stage'][] = [];
  const { overview, files: read } = unwrap(
    await service.importFiles({ jobId: 'a', files, mode: 'add', simulated: true }, ({ stage }) =>
      stages.push(stage),
    ),
  );
  expect([...new Set(stages)]).toEqual(['reading', 'profiling', 'grouping', 'saving']);
  expect(read.map(({ name, simulated, report }) => [name, simulated, report.kept])).toEqual([
    ['customers.csv', true, 300],
    ['transactions.csv', true, overview.purchases],
    ['responses.csv', true, overview.responses],
  ]);
  expect(overview).toMatchObject({ customers: 300, persistent: false });
  expect(overview.purchases).toBeGreaterThan(4000);
  expect(overview.segments.reduce((sum, { size }) => sum + size, 0)).toBe(300);
  expect(overview.picture.x).toHaveLength(300);
  expect(overview.picture.axes).toHaveLength(2);
  expect(overview.picture.axes[0]?.tells.length).toBeGreaterThan(0);
  const best = overview.curve.toSorted((a, b) => (b.silhouette ?? -1) - (a.silhouette ?? -1))[0];
  expect(overview.segments).toHaveLength(best?.k ?? 0);

  const later = here.start();
  expect(unwrap(await later.overview())).toEqual(overview);
  const page = unwrap(await later.customers(everybody));
  expect(page).toEqual(unwrap(await service.customers(everybody)));
  expect(page.found).toBe(300);
  expect(page.customers).toHaveLength(50);
  const amounts = page.customers.map(({ monetary }) => monetary);
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  for (const { index, size } of overview.segments) {
    expect(unwrap(await later.customers({ ...everybody, segment: index })).found).toBe(size);
  }
});

test('a form that no file has is refused, and what was said by hand is kept in the plan', async () => {
  const service = device().start();
  const file = new File(['id;date;amount\nx;2026-01-02;5\ny;2026-01-03;7\n'], 'a.csv');
  const odd = await service.inspect(file, { delimiter: '#' } as never);
  expect(odd.ok ? [] : odd.failures).toEqual([
    { type: 'form-unknown', message: '"#" is no delimiter that a file can have.' },
  ]);
  const other = await service.inspect(file, { colour: 'red' } as never);
  expect(other.ok ? [] : other.failures[0]?.message).toBe('A file has no "colour" to choose.');
  const { plan } = unwrap(await service.inspect(file, { quote: 'none' }));
  const revised = unwrap(await service.revise(plan, { type: 'kind', kind: 'transactions' }));
  expect(revised.plan.byHand).toEqual({ quote: 'none', kind: 'transactions' });
});

test('a customer is found by id or name, and becomes a persona without age and gender', async () => {
  const service = device().start();
  const files = await planned(service, sampleFile('customers.csv'), sampleFile('transactions.csv'));
  unwrap(await service.importFiles({ jobId: 'a', files, mode: 'add' }, quiet));
  const [carlos] = unwrap(await service.customers({ ...everybody, search: ' c000001 ' })).customers;
  expect(carlos?.id).toBe('C000001');
  const name = carlos?.name ?? '';
  expect(name).not.toBe('');
  const named = unwrap(await service.customers({ ...everybody, search: name.toUpperCase() }));
  expect(named.customers.every((one) => one.name?.includes(name))).toBe(true);
  const { profile, persona, segment } = unwrap(await service.customer('C000001'));
  expect(profile.frequency).toBe(carlos?.frequency);
  expect(segment.index).toBe(carlos?.segment);
  expect(persona.persona).toMatchObject({ name, age: 40, gender: 'Not stated' });
  expect(persona.withheld).toEqual(expect.arrayContaining(['gender']));
  expect(await service.customer('nobody')).toMatchObject({ failures: [{ type: 'customer-unknown' }] });
});

test('purchases that come later join the customers that are there; replacing lets those go', async () => {
  const here = device();
  const first = here.start();
  unwrap(
    await first.importFiles(
      { jobId: 'a', files: await planned(first, sampleFile('customers.csv')), mode: 'add' },
      quiet,
    ),
  );
  const service = here.start();
  const files = await planned(service, sampleFile('transactions.csv'));
  const added = unwrap(await service.importFiles({ jobId: 'b', files, mode: 'add' }, quiet)).overview;
  expect(added.files.map(({ kind }) => kind)).toEqual(['customers', 'transactions']);
  expect(added.customers).toBe(300);
  const together = device().start();
  const both = await planned(together, sampleFile('customers.csv'), sampleFile('transactions.csv'));
  const once = unwrap(await together.importFiles({ jobId: 'c', files: both, mode: 'add' }, quiet)).overview;
  expect(added.segments).toEqual(once.segments);
  expect(added.monetary).toEqual(once.monetary);

  const small = new File(['id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\nx,2026-02-02,6\n'], 'shop.csv');
  const replaced = unwrap(
    await service.importFiles({ jobId: 'd', files: await planned(service, small), mode: 'replace' }, quiet),
  ).overview;
  expect(replaced).toMatchObject({ customers: 2, purchases: 3, buyers: 2 });
  expect(replaced.monetary).toMatchObject({ lower: 7, upper: 11, known: 2 });
});

describe('nothing half-imported', () => {
  test('a cancel at any stage leaves what was there', async () => {
    const here = device();
    const service = here.start();
    const small = new File(['id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n'], 'shop.csv');
    unwrap(
      await service.importFiles({ jobId: 'a', files: await planned(service, small), mode: 'add' }, quiet),
    );
    const before = unwrap(await service.overview());
    const files = await planned(service, sampleFile('customers.csv'), sampleFile('transactions.csv'));
    for (const wanted of ['reading', 'profiling', 'grouping', 'saving'] as const) {
      const result = await service.importFiles({ jobId: wanted, files, mode: 'replace' }, ({ stage }) => {
        if (stage === wanted) void service.cancel(wanted);
      });
      expect(result, wanted).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
    }
    expect(unwrap(await service.overview())).toEqual(before);
    expect(unwrap(await here.start().customers(everybody)).customers.map(({ id }) => id)).toEqual(['y', 'x']);
  });

  test('a second file that cannot be read keeps the first one out as well', async () => {
    const here = device();
    const service = here.start();
    const [good, bad] = await planned(
      service,
      sampleFile('customers.csv'),
      new File(['id,date,amount\nx,2026-01-02,$5\ny,2026-01-03,€7\n'], 'two.csv'),
    );
    if (good === undefined || bad === undefined) throw new Error('two files');
    const result = await service.importFiles({ jobId: 'a', files: [good, bad], mode: 'add' }, quiet);
    expect(result).toMatchObject({ failures: [{ type: 'two-currencies', path: 'two.csv, amount' }] });
    expect(unwrap(await service.overview())).toBeUndefined();
  });

  test('erasing leaves nothing, here and for another worker', async () => {
    const here = device();
    const [one, other] = [here.start(), here.start()];
    const files = await planned(one, sampleFile('customers.csv'));
    unwrap(await one.importFiles({ jobId: 'a', files, mode: 'add' }, quiet));
    expect(unwrap(await other.customers(everybody)).found).toBe(300);
    expect(unwrap(await one.eraseCustomers())).toBe(300);
    expect(unwrap(await one.overview())).toBeUndefined();
    expect(await other.customers(everybody)).toMatchObject({ failures: [{ type: 'no-customers' }] });
    expect(unwrap(await one.eraseCustomers())).toBe(0);
    expect(unwrap(await here.storage.customers.part('base'))).toBeUndefined();
  });
});

describe('a guess is changed by hand', () => {
  const text = 'who,when,sum\nx,03/04/2026,"1,50"\ny,05/06/2026,"2,75"\n';
  const file = new File([text], 'odd.csv');

  test('meaning, kind and formats, each previewed anew', async () => {
    const service = device().start();
    let { plan } = unwrap(await service.inspect(file));
    plan = unwrap(await service.revise(plan, { type: 'kind', kind: 'transactions' })).plan;
    plan = unwrap(await service.revise(plan, { type: 'role', column: 0, role: 'customerId' })).plan;
    plan = unwrap(await service.revise(plan, { type: 'role', column: 1, role: 'at' })).plan;
    plan = unwrap(await service.revise(plan, { type: 'role', column: 2, role: 'amount' })).plan;
    plan = unwrap(await service.revise(plan, { type: 'date-format', column: 1, format: 'DD-MM-YYYY' })).plan;
    const revised = unwrap(
      await service.revise(plan, {
        type: 'number-format',
        column: 2,
        format: { decimal: ',', group: '' },
      }),
    );
    expect(revised.problems).toEqual([]);
    expect(revised.preview?.rows.map(({ values }) => values)).toEqual([
      ['x', '2026-04-03', 1.5],
      ['y', '2026-06-05', 2.75],
    ]);
    expect(revised.roles.find(({ role }) => role === 'amount')?.title).toBe('amount');
    const without = unwrap(await service.revise(revised.plan, { type: 'role', column: 2, role: 'ignore' }));
    expect(without.preview).toBeUndefined();
    expect(without.problems).toMatchObject([{ type: 'column-missing', path: 'amount' }]);
  });

  test('a column or meaning that does not exist is refused', async () => {
    const service = device().start();
    const { plan } = unwrap(await service.inspect(file));
    expect(await service.revise(plan, { type: 'role', column: 9, role: 'amount' })).toMatchObject({
      failures: [{ type: 'change-unknown' }],
    });
  });

  test('of two currencies one is chosen, and the other rows are refused with their lines', async () => {
    const service = device().start();
    const two = new File(['id,date,amount\nx,2026-01-02,$5\ny,2026-01-03,€7\nz,2026-01-03,$9\n'], 'two.csv');
    const inspected = unwrap(await service.inspect(two));
    expect(inspected.currencies.toSorted()).toEqual(['EUR', 'USD']);
    const { plan } = unwrap(await service.revise(inspected.plan, { type: 'currency', currency: 'USD' }));
    const { overview } = unwrap(
      await service.importFiles({ jobId: 'a', files: [{ file: two, plan }], mode: 'add' }, quiet),
    );
    expect(overview).toMatchObject({ currency: 'USD', purchases: 2 });
    expect(overview.files[0]?.report.refused.first).toMatchObject([{ line: 3, type: 'other-currency' }]);
  });
});

test('bad files come back with a message, and what is kept stays', async () => {
  const service = device().start();
  const small = new File(['id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n'], 'shop.csv');
  const [shop] = await planned(service, small);
  if (shop === undefined) throw new Error('one file');
  unwrap(await service.importFiles({ jobId: 'a', files: [shop], mode: 'add' }, quiet));
  const wide = `${Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',')}\n`;
  const bad: readonly (readonly [string, string])[] = [
    ['', 'empty-file'],
    ['id\n1\n2\n', 'one-column'],
    [wide, 'too-many-columns'],
    ['id,amount\n', 'no-rows'],
  ];
  for (const [text, type] of bad) {
    const result = await service.inspect(new File([text], 'bad.csv'));
    expect(result, type).toMatchObject({ ok: false, failures: [{ type }] });
  }
  const future = new File([`id,date,amount\nx,${2000 + 99}-01-02,5\ny,2099-01-03,7\n`], 'future.csv');
  const files = await planned(service, future);
  expect(await service.importFiles({ jobId: 'b', files, mode: 'replace' }, quiet)).toMatchObject({
    failures: [{ type: 'nothing-read' }],
  });
  expect(await service.importFiles({ jobId: 'c', files: [shop, shop], mode: 'add' }, quiet)).toMatchObject({
    failures: [{ type: 'kind-twice' }],
  });
  expect(await service.importFiles({ jobId: 'd', files: [], mode: 'add' }, quiet)).toMatchObject({
    failures: [{ type: 'no-files' }],
  });
  expect(unwrap(await service.overview())).toMatchObject({ customers: 2, reference: NOW - 179 * 86_400_000 });
});
