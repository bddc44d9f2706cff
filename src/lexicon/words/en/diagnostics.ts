/** Words of the diagnostics sheet, fetched with it. */
export const diagnostics = {
  title: 'Diagnostics',
  about: 'What this page found on this machine. Nothing of your story is in it, and it goes nowhere unless you copy it.',
  copy: 'Copy all',
  copied: 'Copied.',
  notCopied: 'This browser does not let the page copy.',
  rows: {
    version: 'Version',
    browser: 'Browser',
    backend: 'Backend',
    adapter: 'Adapter',
    trainer: 'Training step',
    limits: 'GPU limits',
    isolated: 'Isolated, for threads',
    memory: 'Memory of the page',
    storage: 'Storage',
    keeping: 'Saving',
    offline: 'Works offline',
    run: 'Run',
    config: 'Settings',
    faults: 'Last errors',
  },
};
