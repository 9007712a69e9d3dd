import { buttonClass } from '@/components/ui/button';
import { ShopLink } from './shop-link';

/** `onLeave` is told where the way on may lead to the page one is on already. */
export function EmptyCart({ onLeave }: { onLeave?(): void }) {
  return (
    <div className="mt-8 border-line border-t py-12">
      <p className="max-w-[22ch] font-display text-title lg:text-[2.25rem]">
        Nothing in it yet. An empty cart is at least easy to push.
      </p>
      <ShopLink
        href="/"
        element="continue_shopping"
        className={`${buttonClass()} mt-8`}
        onClick={onLeave}
      >
        Have a look round
      </ShopLink>
    </div>
  );
}
