import { localStorageColorSchemeManager } from '@mantine/core';

/** Light, dark, or as the device has it; remembered on this device. */
export const colours = localStorageColorSchemeManager({ key: 'kaojai.colours' });
