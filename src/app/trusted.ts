/** What of Trusted Types is used here; browsers without them know no `trustedTypes`. */
type Rules = { createScriptURL: (address: string) => string; createHTML: (markup: string) => string };
type Factory = { createPolicy: (name: 'default', rules: Rules) => unknown };

/** The blank document in which the picture of a panel is taken: the only markup that is ever parsed. */
const BLANK = '<!DOCTYPE html><meta charset="UTF-8"><title></title><body>';

/** @throws TypeError for a script that is not one of the app's own files */
function ownScript(address: string): string {
  const { href } = new URL(address, document.baseURI);
  if (!href.startsWith(new URL('./', document.baseURI).href)) throw new TypeError(`trusted: ${href} is no script of this page`);
  return href;
}

/** @throws TypeError for any markup but the blank document */
function blankOnly(markup: string): string {
  if (markup !== BLANK) throw new TypeError('trusted: this page parses no markup');
  return markup;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };
// The built page's security policy asks for this one and allows no other.
trustedTypes?.createPolicy('default', { createScriptURL: ownScript, createHTML: blankOnly });
