import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openCoupons } from './support/open-coupons.ts';

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

/** Sends what a browser sends; the answer is whether the page took it from the browser. */
function send(
  type: 'dragover' | 'dragleave' | 'drop',
  to: Element,
  data: DataTransfer,
  relatedTarget?: Element,
): boolean {
  const event = new DragEvent(type, {
    dataTransfer: data,
    bubbles: true,
    cancelable: true,
    composed: true,
    ...(relatedTarget && { relatedTarget }),
  });
  return !to.dispatchEvent(event);
}

function holding(item: File | string): DataTransfer {
  const data = new DataTransfer();
  if (typeof item === 'string') data.items.add(item, 'text/plain');
  else data.items.add(item);
  return data;
}

test('a file is taken where it is dropped, and nowhere else; a piece of text is left to the field below it', async () => {
  const { coupons } = await openCoupons('os-coupons');
  await page.getByText('The next of my list').click();
  const words = page.getByText('Drop a list of codes here').element();
  const place = words.closest('.drop');
  const field = page.getByLabelText('Or paste them', { exact: true }).element();
  if (place === null) throw new Error('no place to drop files');
  const reached: string[] = [];
  const onDrop = (): void => void reached.push('window');
  window.addEventListener('drop', onDrop);

  const text = holding('A1');
  expect(send('dragover', field, text)).toBe(false);
  expect(place.classList.contains('over')).toBe(false);
  expect(send('drop', field, text)).toBe(false);
  expect(reached).toEqual(['window']);

  const file = holding(new File(['code\nA1\nB2\n'], 'codes.csv'));
  expect(send('dragover', words, file)).toBe(true);
  await expect.poll(() => place.classList.contains('over')).toBe(true);
  send('dragleave', words, file, field);
  await coupons.find('');
  expect(place.classList.contains('over')).toBe(true);
  send('dragleave', words, file, document.body);
  await expect.poll(() => place.classList.contains('over')).toBe(false);

  send('dragover', words, file);
  expect(send('drop', words, file)).toBe(true);
  await expect.poll(() => coupons.view.desk?.codes).toEqual({ free: 2, used: 0, next: 'A1' });
  expect(place.classList.contains('over')).toBe(false);
  // A place around it, as the page of customers is one, must not take the file as well.
  expect(reached).toEqual(['window']);
  window.removeEventListener('drop', onDrop);
});
