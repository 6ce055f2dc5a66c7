import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { PRODUCTS, productNamed } from '../../src/simulation/catalogue.ts';
import { bareRecord } from '../../src/simulation/propose.ts';
import { renamed, strangelySized, strangeName } from '../../src/simulation/strange-reward.ts';

describe('a strange name', () => {
  it('is none of the catalogue, but ends as one of its kind does', () => {
    const random = createRandom(1);
    const names = Array.from({ length: 4000 }, () => strangeName('yoga mat', random));
    const inside = (name: string, other: string) => new RegExp(`(^| )${other}( |$)`, 'i').test(name);
    expect(names.filter((name) => PRODUCTS.some((product) => inside(name, product.name)))).toEqual([]);
    expect(new Set(names).size).toBeGreaterThan(3000);
    const lasts = new Set(
      PRODUCTS.filter(({ number }) => number === 'one').map(({ name }) => name.split(' ').at(-1)),
    );
    expect(names.every((name) => lasts.has(name.split(' ').at(-1)))).toBe(true);
  });
});

describe('a text under another name', () => {
  it.each([
    ['Take 20% off a yoga mat today.', 'lumaro blender', 'Take 20% off a lumaro blender today.'],
    ['Take 20% off a yoga mat today.', 'airport lamp', 'Take 20% off an airport lamp today.'],
    ['A yoga mat, now with $5 off.', 'Anova mug', 'An Anova mug, now with $5 off.'],
    ['Yoga mat with $5 off.', 'camping mug', 'Camping mug with $5 off.'],
    ['20% Off a Yoga Mat for You', 'board game shelf', '20% Off a Board Game Shelf for You'],
    ['{name}: a yoga mat, 20% off.', 'travel mug', '{name}: a travel mug, 20% off.'],
  ])('%s becomes one of a %s', (text, name, expected) => {
    expect(renamed(text, 'yoga mat', name)).toBe(expected);
  });

  it('is none where the product is praised for what it is good for, or not named', () => {
    const { hook } = productNamed('yoga mat');
    expect(renamed(`A yoga mat ${hook}: 20% off.`, 'yoga mat', 'camping mug')).toBeUndefined();
    expect(renamed('A tent: 20% off.', 'yoga mat', 'camping mug')).toBeUndefined();
    expect(renamed('A yoga mats sale: 20% off.', 'yoga mat', 'camping mug')).toBeUndefined();
  });
});

describe('a strange size', () => {
  const record = {
    ...bareRecord(productNamed('yoga mat')),
    benefitKind: 'percentOff',
    benefitSize: 20,
  } as const;

  it('is a whole number, and a share stays below a hundred', () => {
    const random = createRandom(2);
    const sizes = Array.from({ length: 300 }, () => strangelySized(record, random).benefitSize);
    expect(sizes.every((size) => Number.isInteger(size) && size >= 2 && size <= 95)).toBe(true);
    expect(new Set(sizes).size).toBeGreaterThan(40);
  });

  it('leaves what has none', () => {
    const plain = { ...record, benefitKind: 'none', benefitSize: 0 } as const;
    expect(strangelySized(plain, createRandom(2))).toEqual(plain);
  });
});
