/** A source's name is seen in every split by source, and names the source everywhere. */
export const SOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a source's name may be, to follow "is" or "is named with". */
export const SOURCE_NAME_RULE = 'up to 64 letters, digits, dots, hyphens or underscores, such as "crm"';
