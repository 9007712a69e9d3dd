import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { Price } from './price';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

export interface Story {
  readonly product: Product;
  readonly title: string;
  readonly words: string;
}

/** Two objects with something to say, the first one larger. */
export function EditorialPair({ stories }: { stories: readonly [Story, Story] }) {
  const [first, second] = stories;
  return (
    <section aria-label="Two things worth a word" className="page-x pt-16 lg:pt-24">
      <div className="grid gap-x-6 gap-y-12 lg:grid-cols-12">
        <div className="lg:col-span-7">
          <StoryTile story={first} position={1} shape="lg:aspect-[5/4]" width="max-w-[32rem]" />
        </div>
        <div className="lg:col-span-5 lg:pt-32">
          <StoryTile story={second} position={2} shape="lg:aspect-square" width="max-w-[26rem]" />
        </div>
      </div>
    </section>
  );
}

interface StoryTileProps {
  readonly story: Story;
  readonly position: number;
  readonly shape: string;
  readonly width: string;
}

function StoryTile({ story, position, shape, width }: StoryTileProps) {
  const { product, title, words } = story;
  return (
    <ShopLink
      href={productPath(product.id)}
      element="product_tile"
      position={position}
      productId={product.id}
      className="group block"
    >
      <span
        data-tint={product.department}
        className={`flex items-center justify-center overflow-hidden bg-tile p-6 ${shape}`}
      >
        <ProductPicture
          picture={product.picture}
          alt=""
          sizes="(min-width: 64rem) 512px, 88vw"
          className={`w-full ${width} transition-transform duration-200 ease-out group-hover:-translate-y-1.5`}
        />
      </span>
      <span className="mt-5 block font-display text-title lg:text-[2.25rem]">{title}</span>
      <span className="mt-2 block max-w-[52ch] text-muted">{words}</span>
      <span className="mt-3 block font-medium">
        {product.name}, {product.tone_label.toLowerCase()}{' '}
        <span className="ml-2 font-normal">
          <Price productId={product.id} cents={product.price_cents} />
        </span>
      </span>
    </ShopLink>
  );
}
