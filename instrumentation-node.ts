import { runtime } from '@/lib/config/runtime';
import { publicUrl } from '@/lib/config/settings';

const { settings, secrets } = runtime();
process.env.NEXTAUTH_URL ??= publicUrl(settings);
process.env.NEXTAUTH_SECRET ??= secrets.auth;
