import type { Act } from './tracker';

/**
 * One listener for every declared element: `data-element`, with `data-position` and
 * `data-product-id` on it or around it.
 */
export function captureClicks(capture: (act: Act) => void): void {
  const listen = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    const nearest = (name: string) =>
      target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null;
    const element = nearest('element');
    if (!element) return;
    const position = Number(nearest('position')) || undefined;
    capture({ event_type: 'click', element, position, product_id: nearest('product-id') });
  };
  // While capturing, so that a handler which stops the event does not hide it.
  addEventListener('click', listen, true);
}
