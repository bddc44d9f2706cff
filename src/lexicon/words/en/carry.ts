/** The words of taking a model along: what it can be saved as, and what each is for. */
export const carry = {
  title: 'Take the model along',
  save: 'Save',
  saving: 'Saving …',
  saved: (name: string, size: string) => `${name}, ${size}`,
  hug: {
    title: 'Hugging Face folder',
    ending: '.zip',
    about:
      'For PyTorch and transformers: config, weights, tokenizer, and a README that shows how to load them and go on training on one machine or many. Dropped on this page, it goes on exactly here.',
    strange: (reasons: string) =>
      `This model is no GPT-2 (${reasons}): the folder says so and holds its weights as plain safetensors, but transformers will not load it by itself.`,
  },
  run: {
    title: 'Run file',
    ending: '.gfrun',
    about:
      'The whole run with its past, for this page: text, weights, optimizer, curves, kept steps. It replays without training and goes on to the last bit.',
  },
  writer: {
    title: 'A page that writes',
    ending: '.html',
    about:
      'One file with the model in it and a box for a beginning. It works offline in any current browser; nothing typed leaves it. The training text is not in it.',
    masked: 'A model that fills in masked words does not continue texts.',
    embed: 'To show it in another page, put it beside that page and copy this there:',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not let it be copied; it is marked, copy it by hand.',
  },
  replay: {
    title: 'A page to look back in',
    ending: '.html',
    about:
      'One file with the curve of the losses and, at every kept step, what the model wrote, where it looked and what it expected. It works offline.',
  },
  metrics: {
    title: 'The curves',
    ending: '.csv',
    about: 'Loss, gradient norm, learning rate of every step, and the losses and hits on the validation part.',
    empty: 'Nothing has been trained yet.',
  },
  bare: 'A model of bare ids has no text: only the Hugging Face folder can hold it.',
};
