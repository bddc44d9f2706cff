import type { keeping as en } from '../en/keeping.ts';

export const keeping: typeof en = {
  library: {
    button: '训练库',
    state: {
      off: '',
      untouched: '一旦开始训练或改动设置，就会自动保存。',
      kept: (step) => `已保存到第 ${step} 步`,
      elsewhere: '由另一个标签页保存',
      large: '太大，不会自动保存；请存成文件',
      full: '没有保存：存储空间已满',
      denied: '没有保存：浏览器不允许存储',
    },
  },
  elsewhere: {
    said: (name) => `“${name}”正在另一个标签页里打开，由那边保存。在这里训练会另存成一份副本。`,
    takeOver: '改由这里保存',
  },
  share: {
    button: '分享',
    file: '把模型带走……',
  },
  close: '关闭',
  fileName: '训练',
};
