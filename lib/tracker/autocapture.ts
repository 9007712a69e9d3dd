import type { Tracker } from './tracker';

/**
 * One listener for every declared element: `data-element`, with `data-position` and
 * `data-product-id` on it or around it. Answers how to stop listening.
 */
export function captureClicks(root: Document, tracker: Tracker): () => void {
  const listen = (event: Event) => {
    if (!(event.target instanceof Element)) return;
    const element = event.target.closest<HTMLElement>('[data-element]');
    if (!element?.dataset.element) return;
    const position = Number(element.closest<HTMLElement>('[data-position]')?.dataset.position);
    const productId = element.closest<HTMLElement>('[data-product-id]')?.dataset.productId;
    tracker.click(element.dataset.element, { position: position || undefined, productId });
  };
  // While capturing, so that a handler which stops the event does not hide it.
  root.addEventListener('click', listen, true);
  return () => root.removeEventListener('click', listen, true);
}
