import { processSettings, publicUrl } from '@/lib/config/settings';

/** Origin of the address visitors use: what canonical links, cards and structured data start with. */
export function siteUrl(): string {
  return new URL(publicUrl(processSettings())).origin;
}
