import { EmptyCart } from './empty-cart';

/**
 * Until this browser has told what is in the cart; without JavaScript it never will. Where EarlyMarks
 * found it empty, it is shown empty at once.
 */
export function CartLoading() {
  return (
    <>
      <div className="cart-empty-only">
        <EmptyCart />
      </div>
      <div className="cart-empty-never">
        <Looking />
      </div>
    </>
  );
}

function Looking() {
  return (
    <div className="mt-8 min-h-96 border-line border-t pt-6 text-muted" aria-busy>
      <p className="noscript:hidden">Looking in the cart.</p>
      <noscript>
        <p>
          The cart lives in this browser, and takes JavaScript to open. JavaScript is switched off
          here.
        </p>
      </noscript>
    </div>
  );
}
