import type { residual as en } from '../../en/panels/residual.ts';

export const residual: typeof en = {
  title: '残差流',
  caption: '沿着深度，每个部分往里加了什么',
};
