export type SettingsErrorCode =
  'no_data_source' | 'url_missing' | 'url_invalid' | 'certificate_invalid' | 'headers_invalid' | 'settings_invalid';

/** Settings that nothing can be asked with: one reason, in words an administrator can act on. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(
    readonly code: SettingsErrorCode,
    message: string,
  ) {
    super(message);
  }
}
