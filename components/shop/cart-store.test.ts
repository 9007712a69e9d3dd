import { describe, expect, test, vi } from 'vitest';
import { CART_KEY, type CartStorage, createCartStore } from './cart-store';

const ADD = { type: 'add', product_id: 'teapot-clay', quantity: 2 } as const;
const TWO_TEAPOTS = [{ product_id: 'teapot-clay', quantity: 2 }];

function fakeStorage(): CartStorage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

describe('a cart in storage', () => {
  test('is found again by the next page', () => {
    const storage = fakeStorage();
    createCartStore(storage).dispatch(ADD);
    expect(createCartStore(storage).value()).toEqual(TWO_TEAPOTS);
  });

  test('is one object until it changes', () => {
    const store = createCartStore(fakeStorage());
    store.dispatch(ADD);
    expect(store.value()).toBe(store.value());
  });

  test('adds to what another tab wrote in the meantime', () => {
    const storage = fakeStorage();
    const [here, there] = [createCartStore(storage), createCartStore(storage)];
    here.dispatch(ADD);
    there.dispatch({ ...ADD, product_id: 'scarf-plum', quantity: 1 });
    expect(here.dispatch(ADD)).toEqual([
      { product_id: 'teapot-clay', quantity: 4 },
      { product_id: 'scarf-plum', quantity: 1 },
    ]);
  });

  test('that is corrupted is empty and can be filled', () => {
    const storage = fakeStorage();
    storage.items.set(CART_KEY, '[{"product_id":');
    const store = createCartStore(storage);
    expect(store.value()).toEqual([]);
    expect(store.dispatch(ADD)).toEqual(TWO_TEAPOTS);
  });

  test('tells its listeners of changes, of nothing else, and until they leave', () => {
    const store = createCartStore(fakeStorage());
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.dispatch(ADD);
    store.dispatch({ type: 'remove', product_id: 'kite-natural' });
    expect(listener).toHaveBeenCalledTimes(1);
    store.refresh();
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
    store.dispatch(ADD);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('a cart without storage', () => {
  const refuse = () => {
    throw new Error('refused');
  };

  test.each([
    ['none', null],
    ['one that refuses to read', { getItem: refuse, setItem: refuse }],
    ['one that is full', { getItem: () => null, setItem: refuse }],
  ])('works in memory: %s', (_, storage) => {
    const store = createCartStore(storage);
    expect(store.value()).toEqual([]);
    store.dispatch(ADD);
    expect(store.value()).toEqual(TWO_TEAPOTS);
    expect(store.dispatch({ type: 'clear' })).toEqual([]);
  });
});
