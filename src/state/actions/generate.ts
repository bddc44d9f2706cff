import type { GenerateArgs, GenerateResult } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Continues a prompt one token at a time; the page shows the answer with every token's candidates. */
export async function generate(args: GenerateArgs): Promise<GenerateResult> {
  useStore.setState({ generating: true });
  try {
    const result = await call('generate', args);
    const { step } = useStore.getState();
    useStore.setState({ generation: { prompt: args.prompt, seed: args.seed, step, result } });
    return result;
  } finally {
    useStore.setState({ generating: false });
  }
}
