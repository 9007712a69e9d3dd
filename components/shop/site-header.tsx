import { Icon } from '@/components/ui/icon';
import { CartLink } from './cart-link';
import { DepartmentsMenu } from './departments-menu';
import { HEADER_LINK } from './header-link';
import { NavLink } from './nav-link';
import { SearchField } from './search-field';
import { ShopLink } from './shop-link';
import { SHOP_NAME } from './shop-name';
import { WishlistLink } from './wishlist-link';

/** One row; on phones two, the second for departments and search. */
export function SiteHeader() {
  return (
    <header className="relative z-20 border-line border-b">
      <div className="page-x grid grid-cols-[minmax(0,1fr)_auto] items-center lg:grid-cols-[auto_auto_minmax(0,1fr)_auto] lg:gap-x-8">
        <ShopLink
          href="/"
          element="nav_home"
          className="py-3 font-display text-[1.5rem] leading-tight tracking-[-0.01em] lg:py-4 lg:text-title"
        >
          {SHOP_NAME}
        </ShopLink>
        <div className="flex flex-wrap items-center gap-x-3 max-lg:col-span-2 max-lg:row-start-2 max-lg:border-line max-lg:border-t lg:contents">
          <DepartmentsMenu />
          <SearchField className="grow basis-32" />
        </div>
        <nav
          aria-label="Shop"
          className="flex justify-end max-lg:col-start-2 max-lg:row-start-1 max-lg:-mr-1 lg:gap-6"
        >
          <WishlistLink />
          <NavLink href="/account" element="nav_account" className={HEADER_LINK}>
            <Icon name="person" className="size-[20px] lg:hidden" />
            <span className="sr-only lg:not-sr-only">Account</span>
          </NavLink>
          <CartLink />
        </nav>
      </div>
    </header>
  );
}
