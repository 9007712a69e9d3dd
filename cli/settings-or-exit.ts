import { processSettings, type Settings, SettingsError } from '@/lib/config/settings';

/** The settings, or their faults in words and exit code 1. */
export function settingsOrExit(): Settings {
  try {
    return processSettings();
  } catch (error) {
    if ((error as Error).name !== SettingsError.name) throw error;
    console.error((error as Error).message);
    process.exit(1);
  }
}
