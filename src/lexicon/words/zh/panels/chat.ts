export const chat = {
  title: '微调与对话',
  caption: '让练好的模型接着学对话或别的文本，然后跟它聊聊',
};
