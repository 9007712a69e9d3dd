import { existsSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  colourwaysOf,
  PRODUCTS,
  productById,
  productsInCategory,
  productsInDepartment,
  relatedTo,
} from './catalog';
import { CATEGORIES, categoriesOf, categoryById } from './categories';
import { DEPARTMENTS, departmentById } from './departments';
import { OBJECTS } from './objects';
import { TONES, toneById } from './tones';

const MAX_PICTURES_BYTES = 16 * 2 ** 20;

describe('the catalogue', () => {
  test('is a department store: some five hundred products in two dozen categories', () => {
    expect(PRODUCTS.length).toBeGreaterThanOrEqual(480);
    expect(CATEGORIES.length).toBeGreaterThanOrEqual(20);
    expect(CATEGORIES.length).toBeLessThanOrEqual(25);
    const small = CATEGORIES.filter(({ id }) => productsInCategory(id).length < 15);
    expect(small.map(({ id }) => id)).toEqual([]);
    const names = OBJECTS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has ids that are unique and fit the event contract', () => {
    const ids = PRODUCTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Za-z0-9._-]{1,64}$/.test(id))).toEqual([]);
    expect(new Set(OBJECTS.map(({ object }) => object)).size).toBe(OBJECTS.length);
  });

  test('finds every product by its id and nothing else', () => {
    for (const product of PRODUCTS) expect(productById(product.id)).toBe(product);
    expect(productById('teapot-clay')?.name).toBe('Round teapot');
    expect(productById('teapot')).toBeUndefined();
    expect(productById('constructor')).toBeUndefined();
  });

  test('has both picture files of every product, and no picture of anything else', () => {
    const listed = PRODUCTS.flatMap(({ picture }) => [picture.small, picture.large]);
    expect(listed.filter((path) => !existsSync(`public${path}`))).toEqual([]);
    const stored = readdirSync('public/pictures').filter((name) => name.endsWith('.webp'));
    expect(stored.map((name) => `/pictures/${name}`).sort()).toEqual(listed.sort());
  });

  test('keeps its pictures within what a repository should carry', () => {
    const sizes = PRODUCTS.flatMap(({ picture }) =>
      [picture.small, picture.large].map((path) => statSync(`public${path}`).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_PICTURES_BYTES);
  });

  test('names each picture after its product', () => {
    for (const { id, picture } of PRODUCTS) {
      expect(picture.small).toMatch(new RegExp(`^/pictures/${id}-320\\.[0-9a-f]{8}\\.webp$`));
      expect(picture.large).toMatch(new RegExp(`^/pictures/${id}-640\\.[0-9a-f]{8}\\.webp$`));
    }
  });

  test('asks a whole, positive number of cents for everything', () => {
    const odd = PRODUCTS.filter(
      ({ price_cents }) => !Number.isInteger(price_cents) || price_cents < 100,
    );
    expect(odd).toEqual([]);
  });

  test('asks prices as shops do: lognormal, around the middle of published price lists', () => {
    const logs = PRODUCTS.map(({ price_cents }) => Math.log(price_cents / 100));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
    expect(Math.abs(mean - 3.6)).toBeLessThanOrEqual(0.15);
    expect(Math.abs(spread - 0.85)).toBeLessThanOrEqual(0.15);
    expect(PRODUCTS.filter(({ price_cents }) => price_cents % 10 !== 0)).toEqual([]);
  });

  test('describes every object in two sentences of its own', () => {
    const wrong = OBJECTS.filter(
      ({ description }) => description.split(/[.!?](?:\s|$)/).length !== 3,
    );
    expect(wrong.map(({ object }) => object)).toEqual([]);
    expect(new Set(OBJECTS.map(({ description }) => description)).size).toBe(OBJECTS.length);
  });
});

describe('categories', () => {
  test('share the whole catalogue among them, none empty', () => {
    const shelved = CATEGORIES.flatMap(({ id }) => productsInCategory(id));
    expect(CATEGORIES.filter(({ id }) => productsInCategory(id).length === 0)).toEqual([]);
    expect(shelved.map(({ id }) => id).sort()).toEqual(PRODUCTS.map(({ id }) => id).sort());
  });

  test('show every object once before any second tone', () => {
    for (const { id } of CATEGORIES) {
      const objects = productsInCategory(id).map(({ object }) => object);
      const distinct = new Set(objects).size;
      expect(new Set(objects.slice(0, distinct)).size).toBe(distinct);
    }
  });

  test('make up the departments, which share the whole catalogue too', () => {
    for (const { id } of DEPARTMENTS) {
      const own = categoriesOf(id).flatMap((category) => productsInCategory(category.id));
      const ids = productsInDepartment(id).map((product) => product.id);
      expect(ids.sort()).toEqual(own.map((product) => product.id).sort());
    }
    expect(productsInDepartment('cellar')).toEqual([]);
  });

  test('belong to a department each, and are never called like one', () => {
    const departments: readonly string[] = DEPARTMENTS.map(({ id }) => id);
    for (const { id, department } of CATEGORIES) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(departments).not.toContain(id);
      expect(categoriesOf(department).map((category) => category.id)).toContain(id);
    }
    expect(departments.flatMap((department) => categoriesOf(department))).toEqual([...CATEGORIES]);
    expect(departments.map((id) => departmentById(id)?.id)).toEqual(departments);
    expect(departmentById('tea-and-coffee')).toBeUndefined();
    for (const product of PRODUCTS) {
      expect(categoryById(product.category)?.department).toBe(product.department);
    }
  });

  test('are found by id', () => {
    expect(categoryById('desk-tools')?.name).toBe('Desk tools');
    expect(categoryById('cellar')).toBeUndefined();
    expect(productsInCategory('cellar')).toEqual([]);
  });
});

describe('colourways', () => {
  test('are one object in different tones at one price', () => {
    for (const product of PRODUCTS) {
      const colourways = colourwaysOf(product);
      expect(colourways).toContain(product);
      expect(new Set(colourways.map(({ tone }) => tone)).size).toBe(colourways.length);
      expect(new Set(colourways.map(({ price_cents }) => price_cents)).size).toBe(1);
      expect(colourways.every(({ object }) => object === product.object)).toBe(true);
    }
  });

  test('use every tone there is, by its label', () => {
    expect(new Set(PRODUCTS.map(({ tone }) => tone))).toEqual(new Set(TONES.map(({ id }) => id)));
    for (const { tone, tone_label } of PRODUCTS) expect(tone_label).toBe(toneById(tone).label);
  });
});

describe('related products', () => {
  test('are other objects of the department, each once, those of the category first', () => {
    for (const product of PRODUCTS) {
      const related = relatedTo(product, 4);
      expect(related.length).toBeGreaterThan(0);
      expect(related.every(({ department }) => department === product.department)).toBe(true);
      const near = related.map(({ category }) => category === product.category);
      expect(near.lastIndexOf(true)).toBe(near.filter(Boolean).length - 1);
      const objects = related.map(({ object }) => object);
      expect(objects).not.toContain(product.object);
      expect(new Set(objects).size).toBe(objects.length);
    }
  });

  test('keep to the tone looked at where there is one', () => {
    const backpack = PRODUCTS.find(({ id }) => id === 'backpack-fjord');
    expect(backpack && relatedTo(backpack, 1).map(({ id }) => id)).toEqual(['suitcase-fjord']);
  });
});
