import { CART_KEY } from './cart-store';

/** How long what waits for the page's code may stay unseen, where that code does not come. */
const PATIENCE_MS = 4_000;

/**
 * Runs while the document is parsed, before anything of it is painted: what a static page cannot
 * know and its first picture depends on. `data-query`: the address asks for more than the page as it
 * stands, so what it narrows is not shown yet (styles: `by-query`). `data-cart`: the cart is empty,
 * so its page can say so at once.
 */
const SCRIPT = `(d=>{if(location.search.length>1){d.query="";setTimeout(()=>{delete d.query},${PATIENCE_MS})}try{if(/^(\\[\\])?$/.test(localStorage.getItem("${CART_KEY}")||""))d.cart="empty"}catch{}})(document.documentElement.dataset)`;

export function EarlyMarks() {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; the policy knows its hash
    <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
  );
}

/** The address has been read, and the page shows what it asks for. */
export function showByQuery(): void {
  delete document.documentElement.dataset.query;
}

/** The cart has changed since the document came. */
export function forgetEmptyCart(): void {
  delete document.documentElement.dataset.cart;
}
