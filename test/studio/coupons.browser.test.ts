import jsQR from 'jsqr';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { isValidCode } from '../../src/creative/coupon-code.ts';
import { drawCoupon } from '../../src/creative/draw-coupon.ts';
import { formatDate } from '../../src/creative/format-date.ts';
import type { Result } from '../../src/domain/result.ts';
import { createAgentService } from '../../src/service/agent-service.ts';
import { loadSampleFiles } from '../../src/studio/agent/sample-files.ts';
import { couponSpec } from '../../src/studio/coupon/coupon-content.ts';
import type { CouponState } from '../../src/studio/coupon/coupon-state.ts';
import { contentOf } from '../../src/studio/coupon/coupon-view.ts';
import { findKeptRewards } from '../../src/studio/coupon/find-rewards.ts';
import { deviceOfItsOwn, NOW, openCoupons } from './support/open-coupons.ts';
import { expectAccessible } from './support/open-studio.ts';

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

/** A message of an export, as far as it is about the code. */
interface Message {
  readonly coupon_code?: string;
  readonly reward_id: string;
  readonly valid_until?: string;
  readonly expires_at?: string;
}

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const field = (name: string) => page.getByLabelText(name, { exact: true });

/** What the QR code of the coupon on the page says, read from its pixels by another program than the one that drew it. */
async function scanned(coupons: CouponState): Promise<string | undefined> {
  const content = contentOf(coupons.view);
  if (content === undefined) return undefined;
  const drawn = drawCoupon(couponSpec(content, 'whatsapp-square'));
  if (!drawn.ok) throw new Error(drawn.failures[0]?.message);
  const { svg, width, height } = drawn.value;
  const image = new Image(width, height);
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  URL.revokeObjectURL(image.src);
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(image, 0, 0, width, height);
  const pixels = context?.getImageData(0, 0, width, height);
  return pixels && jsQR(pixels.data, width, height)?.data;
}

async function makeSigned(coupons: CouponState): Promise<string> {
  await page.getByRole('checkbox', { name: /^Sign it for this kiosk/ }).click();
  await field('Name of this kiosk').fill('Counter 7');
  await button('Make the key').click();
  await expect.poll(() => coupons.view.desk?.keys.length).toBe(1);
  await button('Make this coupon').click();
  await expect.poll(() => coupons.view.made?.token).toBeDefined();
  return coupons.view.made?.token ?? '';
}

async function check(text: string): Promise<void> {
  await field('The code, or what the QR code says').fill(text);
  await button('Check it').click();
}

function verdict(): string | undefined {
  const told = document.querySelector('os-verify')?.renderRoot.querySelector('os-coupon-verdict');
  return told?.renderRoot.querySelector('h2')?.textContent ?? undefined;
}

test('a coupon is chosen, worded, made with a code that has its check sign, and never made twice', async () => {
  const { coupons } = await openCoupons('os-coupons');
  await expectAccessible();
  await field('Search by name, product or category').fill('hiking boots');
  await expect
    .poll(() => coupons.view.shelf?.rewards.map(({ product }) => product))
    .toEqual(['hiking boots']);
  const boots = coupons.view.shelf?.rewards[0];
  await page.getByText(boots?.name ?? '', { exact: true }).click();
  await expect.poll(() => coupons.view.reward?.id).toBe(boots?.id);
  await expect.poll(() => coupons.view.suggestion).toContain('hiking boots');
  await expect.element(field('Text')).toHaveValue(coupons.view.suggestion);

  await field('Headline').fill('Into the hills');
  await field('Your shop').fill('Northwind');
  await page.getByText('Fresh', { exact: true }).click();
  await expect
    .element(page.getByRole('img', { name: /^Coupon from Northwind. Into the hills/ }))
    .toBeVisible();
  expect(coupons.view.draft.style).toBe('growing');
  // Nothing to keep before it has its code.
  await expect.element(button('PNG')).not.toBeInTheDocument();

  await button('Make this coupon').click();
  await expect.poll(() => coupons.view.made).toBeDefined();
  const code = coupons.view.made?.code ?? '';
  expect(code).toHaveLength(10);
  expect(isValidCode(code)).toBe(true);
  expect(await scanned(coupons)).toBe(code);
  await expect.element(button('PNG')).toBeVisible();
  // Its words may still change; another last day asks for another coupon.
  await field('Text').fill('Boots for the hills.');
  expect(coupons.view.made?.code).toBe(code);
  await expectAccessible();

  await button('Another one, with a new code').click();
  await button('Make this coupon').click();
  await expect.poll(() => coupons.view.desk?.made).toBe(2);
  expect(coupons.view.made?.code).not.toBe(code);
});

test('words may say no number that the reward does not', async () => {
  await openCoupons('os-coupons');
  await field('Text').fill('Take 70% off, today only.');
  await expect.element(page.getByText(/The text says "70%/)).toBeVisible();
  await button('Take the suggested words again').click();
  await expect.element(page.getByText(/The text says "70%/)).not.toBeInTheDocument();
});

test('colours that are hard to read are mended and it is said in words', async () => {
  const { coupons } = await openCoupons('os-coupons');
  await expect
    .element(page.getByText(/^Easy to read: the large figure has the weakest contrast, 5\.5 to 1/))
    .toBeVisible();
  await coupons.change({ colours: ['#ffffff', '#fff2b0', '#dddddd'] });
  await expect
    .element(
      page.getByText(
        /^The text is too hard to read in #dddddd: its contrast is 1\.\d to 1, and 4\.5 to 1 is needed\. It is drawn darker, in #[\da-f]{6}/,
      ),
    )
    .toBeVisible();
  await expect.element(page.getByText(/^The large figure is too hard to read in #fff2b0/)).toBeVisible();
  await expectAccessible();
  await button('As the style has them').click();
  expect(coupons.view.draft.colours).toBeUndefined();
});

test('a list of codes: bad lines are refused with line and reason, and each code goes out once', async () => {
  const { coupons } = await openCoupons('os-coupons');
  await page.getByText('The next of my list').click();
  await field('Or paste them').fill('SPRING-1\nspring1\n=cmd()\nSPRING-2');
  await button('Add them').click();
  const alert = page.getByRole('alert');
  await expect.element(alert).toHaveTextContent('2 lines refused.');
  await expect.element(alert).toHaveTextContent('line 2: "spring1" is the code of line 1 again.');
  await expect.element(alert).toHaveTextContent('line 3: "=cmd()" holds more than letters, digits');
  expect(coupons.view.desk?.codes).toEqual({ free: 0, used: 0 });
  await expectAccessible();
  await button('Take the other 2 codes').click();
  await expect.poll(() => coupons.view.desk?.codes).toEqual({ free: 2, used: 0, next: 'SPRING-1' });

  // The same list again brings nothing in twice.
  await coupons.importCodes('SPRING-1\nSPRING-2', false);
  await expect.element(alert).toHaveTextContent('already in the pool');
  await button('Take none').click();

  for (const code of ['SPRING-1', 'SPRING-2']) {
    await button('Make this coupon').click();
    await expect.poll(() => coupons.view.made?.code).toBe(code);
    await button('Another one, with a new code').click();
  }
  await button('Make this coupon').click();
  await expect.element(alert).toHaveTextContent('No code of the list is left');
  expect(coupons.view.desk?.made).toBe(2);
});

test('a file of codes is taken as it comes', async () => {
  const { coupons } = await openCoupons('os-coupons');
  await page.getByText('The next of my list').click();
  const input = document
    .querySelector('os-coupons')
    ?.renderRoot.querySelector('os-coupon-code')
    ?.renderRoot.querySelector('input[type=file]');
  await userEvent.upload(
    input as HTMLElement,
    new File(['\uFEFFid;Code\r\n1;AB-1\r\n2;AB-2\r\n'], 'codes.csv', { type: 'text/csv' }),
  );
  await expect.poll(() => coupons.view.desk?.codes.free).toBe(2);
  expect(coupons.view.desk?.codes.next).toBe('AB-1');
});

test('signed: the public key can be kept, the private one cannot be had, and the QR code carries the signature', async () => {
  const storage = deviceOfItsOwn();
  const { coupons, saved } = await openCoupons('os-coupons', storage);
  const token = await makeSigned(coupons);
  expect(token).toMatch(/^OFFER1:[0-9A-Z $%*+\-./:]+$/);
  expect(await scanned(coupons)).toBe(token);
  await button('Save as a file').click();
  const file = new TextDecoder().decode(saved.get('public-key-Counter-7.json'));
  expect(JSON.parse(file)).toEqual({
    kty: 'OKP',
    crv: 'Ed25519',
    x: expect.stringMatching(/^[\w-]{43}$/),
    kid: 'Counter 7',
  });
  const keys = await storage.coupons.keys();
  expect(keys.ok && keys.value[0]?.privateKey?.extractable).toBe(false);
  await expectAccessible();
});

test('a browser without Ed25519 says so, and coupons are made without a signature', async () => {
  // What such a browser's WebCrypto does, by its specification: it rejects the algorithm's name.
  const unknown = new DOMException('Unrecognized name.', 'NotSupportedError');
  const generateKey = vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(unknown);
  onTestFinished(() => generateKey.mockRestore());
  const { coupons } = await openCoupons('os-coupons');
  const sign = page.getByRole('checkbox', { name: /^Sign it for this kiosk/ });
  await sign.click();
  await button('Make the key').click();
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This browser cannot sign coupons: its WebCrypto has no Ed25519.');
  await sign.click();
  await button('Make this coupon').click();
  await expect.poll(() => coupons.view.made?.code).toHaveLength(10);
  expect(coupons.view.made?.token).toBeUndefined();
});

test('a reward without an end needs a last day before it is signed', async () => {
  const { coupons } = await openCoupons('os-coupons');
  const open = await coupons
    .find('')
    .then(() => coupons.view.shelf?.rewards.find(({ validUntil }) => validUntil === undefined));
  await coupons.chooseReward(open?.id ?? '');
  await page.getByRole('checkbox', { name: /^Sign it for this kiosk/ }).click();
  await button('Make the key').click();
  await expect.poll(() => coupons.view.desk?.keys.length).toBe(1);
  await button('Make this coupon').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('needs a last day');
  // No code was spent on it.
  expect(coupons.view.desk?.made).toBe(0);
  await coupons.change({ lastDay: '2026-12-31' });
  await button('Make this coupon').click();
  await expect.poll(() => coupons.view.made?.validUntil).toBe(Date.UTC(2027, 0, 1) - 1);
});

test('verify: genuine, redeemed once, refused the second time, and known again after a reload', async () => {
  const storage = deviceOfItsOwn();
  const maker = await openCoupons('os-coupons', storage);
  const token = await makeSigned(maker.coupons);
  document.body.replaceChildren();
  const first = await openCoupons('os-verify', storage);
  await expectAccessible();
  await check(token);
  await expect.poll(verdict).toBe('Genuine');
  await expect.element(page.getByText(/^The signature of Counter 7 is right/)).toBeVisible();
  const { name } = maker.coupons.view.reward ?? {};
  await expect.element(page.getByText(name ?? '?', { exact: true })).toBeVisible();
  await expectAccessible();
  await button('Redeem it now').click();
  await expect.poll(verdict).toBe('Redeemed');
  expect(first.coupons.view.taken).toBe(true);

  document.body.replaceChildren();
  const again = await openCoupons('os-verify', storage);
  await check(token);
  await expect.poll(verdict).toBe('Already redeemed');
  await expect.element(button('Redeem it now')).not.toBeInTheDocument();
  await again.coupons.redeem();
  expect(again.coupons.view.taken).toBe(false);
  // Typed as a code it is the same coupon.
  await check((maker.coupons.view.made?.code ?? '').toLowerCase());
  await expect.poll(verdict).toBe('Already redeemed');
  expect(again.coupons.view.desk?.redeemed).toBe(1);
  await expectAccessible();
});

test('verify: every changed sign is noticed, and so is another key', async () => {
  const storage = deviceOfItsOwn();
  const maker = await openCoupons('os-coupons', storage);
  const token = await makeSigned(maker.coupons);
  document.body.replaceChildren();
  const { coupons } = await openCoupons('os-verify', storage);
  for (const at of [9, 40, 80, 120, token.length - 1]) {
    const other = token[at] === '7' ? '8' : '7';
    await coupons.check(token.slice(0, at) + other + token.slice(at + 1));
    expect(['altered', 'unknown-key'], `sign ${at}`).toContain(coupons.view.check?.state);
  }
  await check(`${token.slice(0, 60)}${token[60] === '0' ? '1' : '0'}${token.slice(61)}`);
  await expect.poll(verdict).toBe('Not genuine');
  await expect.element(button('Redeem it now')).not.toBeInTheDocument();

  // A forger with a key of his own, under the same name.
  document.body.replaceChildren();
  const forger = await openCoupons('os-coupons');
  const forged = await makeSigned(forger.coupons);
  document.body.replaceChildren();
  await openCoupons('os-verify', storage);
  await check(forged);
  await expect.poll(verdict).toBe('Not genuine');
});

test('verify: a key from elsewhere is pasted, and then its coupons are known; expired ones are refused', async () => {
  const maker = await openCoupons('os-coupons');
  const token = await makeSigned(maker.coupons);
  const publicKey = maker.coupons.view.desk?.keys[0]?.publicKey ?? '';
  document.body.replaceChildren();
  const till = await openCoupons('os-verify');
  await check(token);
  await expect.poll(verdict).toBe('Cannot be told');
  await field('Public key').fill('not a key');
  await button('Add this key').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is no public key');
  // Bare, it does not say whose it is.
  await field('Public key').fill(JSON.parse(publicKey).x);
  await button('Add this key').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('needs the name of its kiosk');
  await field('Name of the kiosk, where the key does not say it').fill('Counter 7');
  await button('Add this key').click();
  await expect
    .poll(() => till.coupons.view.desk?.keys.map(({ publicKey: line }) => line))
    .toEqual([publicKey]);
  expect(till.coupons.view.desk?.keys[0]?.own).toBe(false);
  await button('Check it').click();
  await expect.poll(verdict).toBe('Genuine');
  // Another device does not know the reward's name.
  await expect.element(page.getByText(`reward number ${maker.coupons.view.reward?.id}`)).toBeVisible();

  till.setNow((maker.coupons.view.made?.validUntil ?? 0) + 1000);
  await button('Check it').click();
  await expect.poll(verdict).toBe('Expired');
  await expect.element(button('Redeem it now')).not.toBeInTheDocument();
  await till.coupons.redeem();
  expect(till.coupons.view.desk?.redeemed).toBe(0);

  till.setNow(NOW);
  await page.getByRole('button', { name: /^Remove…/ }).click();
  await button('Remove it').click();
  await expect.poll(() => till.coupons.view.desk?.keys).toEqual([]);
  await button('Check it').click();
  await expect.poll(verdict).toBe('Cannot be told');
});

test('verify: a bare code is told apart from a signature, a typing error, and a stranger', async () => {
  const storage = deviceOfItsOwn();
  const maker = await openCoupons('os-coupons', storage);
  await button('Make this coupon').click();
  await expect.poll(() => maker.coupons.view.made).toBeDefined();
  const code = maker.coupons.view.made?.code ?? '';
  await maker.coupons.importCodes('WAITING-1', false);
  document.body.replaceChildren();
  await openCoupons('os-verify', storage);
  await check(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`);
  await expect.poll(verdict).toBe('Genuine code');
  await check(code.slice(0, -1) + (code.endsWith('7') ? '9' : '7'));
  await expect.poll(verdict).toBe('Typing error');
  await check('waiting-1');
  await expect.poll(verdict).toBe('Not handed out');
  await storage.campaigns.takeCodes('coupons', ['offer-1'], () => undefined);
  await check('waiting-1');
  await expect.poll(verdict).toBe('Genuine code');
  await button('Redeem it now').click();
  await expect.poll(verdict).toBe('Redeemed');
  await check('HELLO');
  await expect.poll(verdict).toBe('Not known here');
  await button('Check another').click();
  await expect.element(field('The code, or what the QR code says')).toHaveValue('');
  await expect.element(page.getByText('Not known here')).not.toBeInTheDocument();
});

test('verify: the code of a campaign is known with its reward, its last day and its campaign', async () => {
  const storage = deviceOfItsOwn();
  const agent = createAgentService({
    now: () => NOW,
    openStorage: async () => ({ ok: true, value: storage }),
  });
  const files = [];
  for (const file of unwrap(await loadSampleFiles())) {
    files.push({ file, plan: unwrap(await agent.inspect(file)).plan });
  }
  unwrap(await agent.importFiles({ jobId: 'import', files, mode: 'add', simulated: true }, () => {}));
  unwrap(await agent.useSimulatedRewards());
  const { id } = unwrap(await agent.saveCampaign({ name: 'Spring', goal: 'repeat', holdOut: 0.2 }));
  const run = unwrap(await agent.startRun({ jobId: 'run', campaignId: id }, () => {}));
  unwrap(await agent.approveOffers({ runId: run.id, select: { rule: {} }, by: 'Ana' }));
  const { files: exported } = unwrap(await agent.exportRun({ runId: run.id, codes: 'generated' }));
  const json = exported.filter(({ name }) => name.endsWith('.json'));
  const messages = (
    await Promise.all(json.map(async ({ blob }) => JSON.parse(await blob.text()) as Message[]))
  ).flat();
  const lastDay = ({ valid_until, expires_at }: Message) => valid_until ?? expires_at?.slice(0, 10);
  const ending = messages.find((each) => each.coupon_code && lastDay(each));
  if (ending === undefined) throw new Error('no message has a code and a last day');
  const { coupon_code: code = '', reward_id } = ending;
  const rewards = unwrap(await agent.rewards({ search: '', show: 'all', offset: 0, count: 1000 })).rewards;
  const reward = rewards.find((each) => each.id === reward_id);
  const day = lastDay(ending) ?? '';

  const { coupons, setNow } = await openCoupons('os-verify', storage);
  await check(`${code.slice(0, 6)} ${code.slice(6).toLowerCase()}`);
  await expect.poll(verdict).toBe('Genuine code');
  const coupon = { code, rewardId: reward_id, rewardName: reward?.name, campaign: 'Spring' };
  expect(coupons.view.check).toMatchObject({ coupon: { ...coupon, validUntil: reward?.validUntil } });
  expect(new Date(reward?.validUntil ?? 0).toISOString().slice(0, 10)).toBe(day);
  await expect.element(page.getByText(reward?.name ?? '?', { exact: true })).toBeVisible();
  await expect.element(page.getByText(formatDate(Date.parse(day)), { exact: true })).toBeVisible();
  await expect.element(page.getByText('Spring', { exact: true })).toBeVisible();
  await expectAccessible();

  // A wrong sign is a typing error, as with coupons that were made by hand.
  await coupons.check(code.slice(0, -1) + (code.endsWith('7') ? '9' : '7'));
  expect(coupons.view.check?.state).toBe('mistyped');

  setNow((reward?.validUntil ?? 0) + 1);
  await check(code);
  await expect.poll(verdict).toBe('Expired');
  await expect.element(button('Redeem it now')).not.toBeInTheDocument();
  await coupons.redeem();
  expect(coupons.view.desk?.redeemed).toBe(0);

  setNow(reward?.validUntil ?? 0);
  await check(code);
  await button('Redeem it now').click();
  await expect.poll(verdict).toBe('Redeemed');
  await check(code);
  await expect.poll(verdict).toBe('Already redeemed');
  await expect.element(button('Redeem it now')).not.toBeInTheDocument();
  await expect.element(page.getByText(reward?.name ?? '?', { exact: true })).toBeVisible();
  expect(unwrap(await storage.coupons.redemption('', code))).toMatchObject({ rewardId: reward_id });
  await coupons.redeem();
  expect(coupons.view).toMatchObject({ taken: false, desk: { redeemed: 1 } });
});

test('a browser that reads no pictures says so and offers to type; one that does is asked', async () => {
  const storage = deviceOfItsOwn();
  const maker = await openCoupons('os-coupons', storage);
  const token = await makeSigned(maker.coupons);
  const content = contentOf(maker.coupons.view);
  const drawn = content && drawCoupon(couponSpec(content, 'whatsapp-square'));
  document.body.replaceChildren();
  const here = globalThis as { BarcodeDetector?: unknown };
  const own = here.BarcodeDetector;
  here.BarcodeDetector = undefined;
  try {
    const { coupons } = await openCoupons('os-verify', storage);
    await expect.element(page.getByText(/^This browser cannot read QR codes in pictures/)).toBeVisible();
    expect(document.querySelector('os-verify')?.renderRoot.querySelector('input[type=file]')).toBeNull();
    await coupons.checkPicture(new Blob());
    await expect.element(page.getByRole('alert')).toHaveTextContent('Type the code that stands below');

    // As the Shape Detection API has it, with another reader of QR codes behind it.
    here.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code'];
      async detect(image: ImageBitmap) {
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context?.drawImage(image, 0, 0);
        const pixels = context?.getImageData(0, 0, image.width, image.height);
        const found = pixels && jsQR(pixels.data, image.width, image.height);
        return found ? [{ rawValue: found.data }] : [];
      }
    };
    document.body.replaceChildren();
    const able = await openCoupons('os-verify', storage);
    await expect.element(page.getByText('Take or choose a picture')).toBeVisible();
    const photo = await photograph(drawn?.ok ? drawn.value.svg : '');
    await able.coupons.checkPicture(photo);
    expect(able.coupons.view.asked).toBe(token);
    await expect.poll(verdict).toBe('Genuine');
    await able.coupons.checkPicture(new File(['no picture'], 'a.png', { type: 'image/png' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent('no picture that the browser can open');
    await able.coupons.checkPicture(
      await photograph('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    );
    await expect.element(page.getByRole('alert')).toHaveTextContent('no QR code to be seen');
  } finally {
    here.BarcodeDetector = own;
  }
});

async function photograph(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

test('a coupon of an earlier visit is shown again with its code and its signature', async () => {
  const storage = deviceOfItsOwn();
  const first = await openCoupons('os-coupons', storage);
  await first.coupons.change({ lastDay: '2026-12-24' });
  const token = await makeSigned(first.coupons);
  const { reward, made } = first.coupons.view;
  document.body.replaceChildren();
  const { coupons } = await openCoupons('os-coupons', storage);
  await coupons.chooseReward(coupons.view.shelf?.rewards[5]?.id ?? '');
  expect(coupons.view.made).toBeUndefined();
  await page.getByRole('button', { name: /^Show again/ }).click();
  await expect.poll(() => coupons.view.made).toEqual(made);
  expect(coupons.view.reward?.id).toBe(reward?.id);
  expect(await scanned(coupons)).toBe(token);
  await expect.element(page.getByRole('img', { name: /Valid until 24 December 2026/ })).toBeVisible();
  await expectAccessible();
});

test('shop, style and size are there again at the next visit', async () => {
  const storage = deviceOfItsOwn();
  await openCoupons('os-coupons', storage);
  await field('Your shop').fill('Northwind');
  await page.getByText('Stamp', { exact: true }).click();
  await page.getByText('Print', { exact: true }).click();
  document.body.replaceChildren();
  const { coupons } = await openCoupons('os-coupons', storage);
  expect(coupons.view.draft).toMatchObject({ issuer: 'Northwind', style: 'standard', size: 'print-a6' });
  await expect.element(field('Your shop')).toHaveValue('Northwind');
});

test('a catalogue of one’s own takes the place of the simulated one, in its own money', async () => {
  const storage = deviceOfItsOwn();
  const agent = createAgentService({
    now: () => NOW,
    openStorage: async () => ({ ok: true, value: storage }),
  });
  const { coupons } = await openCoupons('os-coupons', storage, (otherwise) =>
    findKeptRewards(agent, otherwise),
  );
  await expect.element(page.getByText(/These rewards are simulated/)).toBeVisible();
  expect(coupons.view.shelf?.found).toBeGreaterThan(300);
  const table = [
    'offer_id,offer_type,offer_name,product,category,amount_off,valid_until,currency',
    'w1,Coupon Series,Flat 15 off winter coats,winter coats,Clothes,15,2027-02-01,EUR',
    'w2,Coupon Series,Flat 5 off scarves,scarves,Clothes,5,2020-02-01,EUR',
  ];
  const imported = await agent.importRewards(new File([table.join('\n')], 'own.csv'));
  expect(imported.ok && imported.value.overview.rewards).toBe(2);
  await coupons.find('');
  await expect.poll(() => coupons.view.reward?.id).toBe('w1');
  expect(coupons.view.shelf).toMatchObject({ found: 1, closed: 1, currency: 'EUR', simulated: false });
  await expect.element(page.getByRole('img', { name: /€15 off/ })).toBeVisible();
  await expect.element(page.getByText('1 reward left out that cannot be had today.')).toBeVisible();
  await coupons.find('boots');
  await expect.element(page.getByText(/Nothing of this name/)).toBeVisible();
});
