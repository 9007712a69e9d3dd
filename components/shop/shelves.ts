import { productsInCategory, productsInDepartment } from '@/lib/catalog/catalog';
import { CATEGORIES, type Category, categoryById } from '@/lib/catalog/categories';
import { DEPARTMENTS, type Department, departmentById } from '@/lib/catalog/departments';
import type { Product } from '@/lib/catalog/product';
import { PAGE_SIZE } from '@/lib/shop/shelf';

/** A shelf of a category or of a whole department: their ids never meet. */
export interface ShelfOfPage {
  readonly own: Category | Department;
  readonly department: Department;
  readonly whole: boolean;
  readonly products: readonly Product[];
  readonly pages: number;
}

export const SHELF_IDS: readonly string[] = [...DEPARTMENTS, ...CATEGORIES].map(({ id }) => id);

export function shelfById(id: string): ShelfOfPage | null {
  const category = categoryById(id);
  const department = departmentById(category?.department ?? id);
  if (!department) return null;
  const products = category ? productsInCategory(id) : productsInDepartment(id);
  return {
    own: category ?? department,
    department,
    whole: !category,
    products,
    pages: Math.ceil(products.length / PAGE_SIZE),
  };
}
