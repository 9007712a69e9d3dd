import type { Picture } from '@/lib/catalog/product';

interface ProductPictureProps {
  readonly picture: Picture;
  /** Empty where the text beside it says the same. */
  readonly alt: string;
  /** Width it is shown at, as in the `sizes` attribute. */
  readonly sizes: string;
  /** Above the fold: fetched at once. */
  readonly eager?: boolean;
  readonly className?: string;
}

/** The picture of a product at any size up to its own 640 pixels. */
export function ProductPicture({ picture, alt, sizes, eager, className }: ProductPictureProps) {
  return (
    // biome-ignore lint/performance/noImgElement: next/image writes inline styles, which the CSP forbids
    <img
      src={picture.small}
      srcSet={`${picture.small} 320w, ${picture.large} 640w`}
      sizes={sizes}
      width={640}
      height={640}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding={eager ? 'sync' : 'async'}
      fetchPriority={eager ? 'high' : undefined}
      className={className}
    />
  );
}
