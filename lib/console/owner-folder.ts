import { createHash } from 'node:crypto';

/** An owner may be called anything, a key may not; a hash is a key, and no owner's is in another's. */
export function ownerFolder(folder: string, owner: string): string {
  return `${folder}/${createHash('sha256').update(owner).digest('hex')}/`;
}
