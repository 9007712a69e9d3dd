import { Icon } from '@/components/ui/icon';
import { CATEGORIES, categoriesOf } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import { mark } from './mark';
import { MenuDetails } from './menu-details';
import { NavLink } from './nav-link';
import { categoryPath } from './paths';

/** All departments with their categories: a panel below the header, on phones the whole window. */
export function DepartmentsMenu() {
  return (
    <MenuDetails className="group/menu">
      <summary
        {...mark('nav_menu')}
        className="flex min-h-11 items-center gap-2 whitespace-nowrap font-medium max-lg:group-open/menu:fixed max-lg:group-open/menu:top-2 max-lg:group-open/menu:right-[var(--margin)] max-lg:group-open/menu:z-50"
      >
        <Icon name="menu" className="size-5 group-open/menu:hidden" />
        <Icon name="close" className="hidden size-5 group-open/menu:block" />
        <span className="max-lg:group-open/menu:hidden">Departments</span>
        <span className="lg:hidden [[data-menu]:not([open])_&]:hidden">Close</span>
      </summary>
      <nav
        aria-label="Departments"
        className="fixed inset-0 z-40 overflow-y-auto bg-paper px-[var(--margin)] pt-4 pb-[calc(var(--banner-height)+2rem)] lg:absolute lg:inset-auto lg:top-full lg:right-0 lg:left-0 lg:border-line lg:border-y lg:p-0 lg:shadow-[0_24px_40px_-32px_rgb(0_0_0/0.35)]"
      >
        <p aria-hidden className="mb-4 font-display text-title lg:hidden">
          Departments
        </p>
        <ul className="gap-x-8 lg:mx-auto lg:grid lg:max-w-[90rem] lg:grid-cols-4 lg:gap-y-8 lg:px-14 lg:py-10">
          {DEPARTMENTS.map(({ id, name }, place) => (
            <li
              key={id}
              className="border-line border-t py-4 max-lg:grid max-lg:grid-cols-[7rem_1fr] lg:pt-3 lg:pb-0"
            >
              <NavLink
                href={categoryPath(id)}
                element="nav_department"
                position={place + 1}
                className="font-display text-title"
              >
                {name}
              </NavLink>
              <ul className="lg:mt-2">
                {categoriesOf(id).map((category) => (
                  <li key={category.id}>
                    <NavLink
                      href={categoryPath(category.id)}
                      element="nav_category"
                      position={CATEGORIES.indexOf(category) + 1}
                      className="inline-block py-1.5 lg:py-1"
                    >
                      {category.name}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
    </MenuDetails>
  );
}
