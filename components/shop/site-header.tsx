import { CATEGORIES } from '@/lib/catalog/categories';
import { CartLink } from './cart-link';
import { NavLink } from './nav-link';
import { categoryPath } from './paths';
import { ShopLink } from './shop-link';
import { SHOP_NAME } from './shop-name';

export function SiteHeader() {
  return (
    <header className="border-line border-b">
      <div className="page-x grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 lg:grid-cols-[auto_minmax(0,1fr)_auto] lg:gap-x-8">
        <ShopLink
          href="/"
          element="nav_home"
          className="py-4 font-display text-title tracking-[-0.01em]"
        >
          {SHOP_NAME}
        </ShopLink>
        <nav
          aria-label="Departments"
          className="no-scrollbar order-last col-span-2 -mx-5 overflow-x-auto border-line border-t px-5 sm:-mx-8 sm:px-8 lg:order-none lg:col-span-1 lg:mx-0 lg:border-0 lg:px-0"
        >
          <ul className="flex gap-6 py-3 lg:justify-center lg:py-2">
            {CATEGORIES.map(({ id, name }, index) => (
              <li key={id}>
                <NavLink href={categoryPath(id)} element="nav_category" position={index + 1}>
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="Shop" className="flex gap-6">
          <span className="hidden sm:block">
            <NavLink href="/about" element="nav_info" position={1}>
              About
            </NavLink>
          </span>
          <CartLink />
        </nav>
      </div>
    </header>
  );
}
