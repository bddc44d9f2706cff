import type { PanelEntry } from './contract.ts';

/** All panels, in the order of the forward pass: a new picture is its folder and a line here. */
export const panels: readonly PanelEntry[] = [
  { id: 'flow', load: async () => (await import('./flow/Flow.tsx')).flow },
  { id: 'text', load: async () => (await import('./text/Text.tsx')).text },
  { id: 'embeddings', load: async () => (await import('./embeddings/Embeddings.tsx')).embeddings },
  { id: 'positions', load: async () => (await import('./positions/Positions.tsx')).positions },
  { id: 'attention', load: async () => (await import('./attention/Attention.tsx')).attention },
  { id: 'ffn', load: async () => (await import('./ffn/Ffn.tsx')).ffn },
  { id: 'layerNorm', load: async () => (await import('./layerNorm/LayerNorm.tsx')).layerNorm },
  { id: 'residual', load: async () => (await import('./residual/Residual.tsx')).residual },
  { id: 'lens', load: async () => (await import('./lens/Lens.tsx')).lens },
  { id: 'output', load: async () => (await import('./output/Output.tsx')).output },
  { id: 'task', load: async () => (await import('./task/Task.tsx')).task },
  { id: 'loss', load: async () => (await import('./loss/Loss.tsx')).loss },
  { id: 'update', load: async () => (await import('./update/Update.tsx')).update },
  { id: 'generate', load: async () => (await import('./generate/Generate.tsx')).generate },
  { id: 'latent', load: async () => (await import('./latent/Latent.tsx')).latent },
  { id: 'lab', load: async () => (await import('./lab/Lab.tsx')).lab },
  { id: 'chat', load: async () => (await import('./chat/Chat.tsx')).chat },
];
