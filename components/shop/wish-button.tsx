'use client';

import { clsx } from 'clsx';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { mark } from './mark';
import { useWishlist } from './use-wishlist';

interface WishButtonProps {
  readonly productId: string;
  readonly name: string;
  readonly position?: number;
  /** In the corner of a tile the icon alone; a button where there is nothing else to do. */
  readonly look?: 'corner' | 'line' | 'button';
  readonly className?: string;
}

const LOOKS = {
  corner:
    'absolute top-0 right-0 z-10 grid size-[44px] place-items-center text-muted hover:text-accent aria-pressed:text-accent',
  line: 'inline-flex min-h-11 items-center gap-2 underline-offset-4 hover:underline',
  button: `${buttonClass({ look: 'outline' })} gap-2`,
};

/** Puts a product on the wishlist, or takes it off again. */
export function WishButton({
  productId,
  name,
  position,
  look = 'line',
  className,
}: WishButtonProps) {
  const { wishlist, dispatch } = useWishlist();
  const wished = wishlist?.includes(productId) ?? false;
  return (
    <button
      type="button"
      {...mark('wishlist_toggle', { position, productId })}
      aria-pressed={wished}
      aria-label={look === 'corner' ? `Wishlist: ${name}` : undefined}
      disabled={wishlist === null}
      onClick={() => dispatch({ type: 'toggle', product_id: productId })}
      className={clsx('noscript:hidden', LOOKS[look], className)}
    >
      <Icon name="heart" filled={wished} />
      {look !== 'corner' && (wished ? 'On the wishlist' : 'Put on the wishlist')}
    </button>
  );
}
