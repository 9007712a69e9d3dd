import { SERVER_FLAGS } from '@/server/flags.mjs';

/** What the image is, once: the Dockerfile, the stack and the check of the file set are held to it. */
export const IMAGE_PORT = 3000;

/** Where the file set lies in the image. */
export const IMAGE_ROOT = '/app';

/** The lake of local mode, where the image is run in it; aws mode writes nothing. */
export const IMAGE_DATA = '/data';

export const START_COMMAND = ['node', ...SERVER_FLAGS, 'dist/main.js', '--live', '0'] as const;

/** Asks the server itself; there is no shell and no curl to rely on. */
export const HEALTH_COMMAND = [
  'node',
  '-e',
  "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
] as const;

/** Of the environment that the image brings along. */
export const IMAGE_ENVIRONMENT: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  FOOTFALL_HOST: '0.0.0.0',
  FOOTFALL_DATA_DIR: IMAGE_DATA,
  PORT: String(IMAGE_PORT),
};
