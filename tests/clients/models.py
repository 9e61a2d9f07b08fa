"""Writes the language models that the tests of real clients use: small, random, the same each time.

    models.py FOLDER

Each has the architecture `llama`, a vocabulary of single bytes, and weights drawn from a fixed seed: nothing is fetched, and what it
says means nothing, but every kernel that a real model of its type needs is run. A file is named for what sets it apart:

    f32, f16, bf16, q8_0, q4_0, q4_k, q6_k   the type of its matrices
    moe                                      a mixture of experts, two of four for each token, Q8_0
    peaked_q8_0, peaked_q4_k, peaked_f16,    the token that follows leads by far, so that greedy answers do not hang on rounding
    peaked_moe
"""

import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

VOCABULARY = 259
EMBEDDING = 256
BLOCKS = 2
FEED_FORWARD = 512
HEADS = 4
HEADS_OF_KEYS = 2
EXPERTS = 4
EXPERTS_USED = 2
CONTEXT = 256

UNKNOWN, BEGIN, END = range(3)
# Kinds of tokens, as GGUF's tokenizer.ggml.token_type numbers them: unknown, control, byte.
KINDS = [2, 3, 3] + [6] * 256

# The spread of a block's weights, and of the embedding. The embedding's is wide, so that what a block adds to a token's state is small
# beside the state: with 0.05 for both, the rounding of activations alone, which the two backends do differently, adds up over the blocks
# to more than ggml allows for one operation.
SPREAD = 0.05
SPREAD_OF_EMBEDDING = 1.5


def blocks_q4_k(random, rows, columns):
    """Blocks of 256 weights: two float16 scales, 12 bytes of 6-bit scales and minima, 128 bytes of 4-bit codes."""
    blocks = random.integers(0, 256, (rows * columns // 256, 144), dtype=np.uint8)
    # A code is 7.5 on average: minima of 7.5 scales bring the mean of each 32 weights to zero. In the 12 bytes four scales' six bits come
    # first, then four minima's; then nibbles of the other four, a scale's low and a minimum's high.
    blocks[:, 8:12] = blocks[:, 4:8]
    blocks[:, 12:16] = (blocks[:, 12:16] & 15) * 17
    blocks[:, 0:2] = np.array([1], np.float16).view(np.uint8)
    blocks[:, 2:4] = np.array([7.5], np.float16).view(np.uint8)
    return blocks, ((0, 1.0), (2, 7.5))


def blocks_q6_k(random, rows, columns):
    """Blocks of 256 weights: 128 bytes of low and 64 of high bits, 16 signed scales, a float16 scale."""
    blocks = random.integers(0, 256, (rows * columns // 256, 210), dtype=np.uint8)
    blocks[:, 208:210] = np.array([1], np.float16).view(np.uint8)
    return blocks, ((208, 1.0),)


# What the package `gguf` reads but does not write: their codes are random themselves.
RANDOM_CODES = {Type.Q4_K: blocks_q4_k, Type.Q6_K: blocks_q6_k}


def random_codes(random, kind, shape, spread):
    """A matrix whose codes are random, scaled to this spread."""
    rows, columns = int(np.prod(shape[:-1])), shape[-1]
    blocks, scales = RANDOM_CODES[kind](random, rows, columns)
    unit = spread / gguf.quants.dequantize(blocks.reshape(rows, -1), kind).std()
    for offset, factor in scales:
        blocks[:, offset : offset + 2] = np.array([unit * factor], np.float16).view(np.uint8)
    return blocks.reshape(*shape[:-1], -1)


class Model:
    """A file under way."""

    def __init__(self, path, kind, experts=False, peaked=False):
        self.random = np.random.default_rng(7)
        self.kind = kind
        self.file = gguf.GGUFWriter(path, "llama")
        self.describe(experts)
        self.ends(peaked)
        for block in range(BLOCKS):
            self.block(f"blk.{block}.", experts)
        self.file.write_header_to_file()
        self.file.write_kv_data_to_file()
        self.file.write_tensors_to_file()
        self.file.close()

    def describe(self, experts):
        file = self.file
        file.add_context_length(CONTEXT)
        file.add_vocab_size(VOCABULARY)
        file.add_embedding_length(EMBEDDING)
        file.add_block_count(BLOCKS)
        file.add_feed_forward_length(FEED_FORWARD)
        file.add_head_count(HEADS)
        file.add_head_count_kv(HEADS_OF_KEYS)
        file.add_rope_dimension_count(EMBEDDING // HEADS)
        file.add_layer_norm_rms_eps(1e-5)
        if experts:
            file.add_expert_count(EXPERTS)
            file.add_expert_used_count(EXPERTS_USED)
        file.add_tokenizer_model("llama")
        file.add_token_list([b"<unk>", b"<s>", b"</s>"] + [b"<0x%02X>" % byte for byte in range(256)])
        file.add_token_scores([0.0] * VOCABULARY)
        file.add_token_types(KINDS)
        file.add_unk_token_id(UNKNOWN)
        file.add_bos_token_id(BEGIN)
        file.add_eos_token_id(END)

    def ends(self, peaked):
        """The embedding and what turns the last block's result into logits."""
        self.norm("output_norm.weight")
        if not peaked:
            self.matrix("token_embd.weight", VOCABULARY, EMBEDDING, spread=SPREAD_OF_EMBEDDING)
            self.matrix("output.weight", VOCABULARY, EMBEDDING)
            return
        embedding = self.random.standard_normal((VOCABULARY, EMBEDDING)).astype(np.float32)
        # A cycle through the printable bytes; all others lead nowhere in it, and nothing leads to them.
        cycle = self.random.permutation(np.arange(3 + 33, 3 + 127))
        output = np.zeros_like(embedding)
        output[np.roll(cycle, -1)] = embedding[cycle] * 0.1
        self.write("token_embd.weight", embedding, Type.Q8_0)
        self.write("output.weight", output, Type.Q8_0)

    def block(self, name, experts):
        self.norm(name + "attn_norm.weight")
        self.norm(name + "ffn_norm.weight")
        keys = EMBEDDING // HEADS * HEADS_OF_KEYS
        self.matrix(name + "attn_q.weight", EMBEDDING, EMBEDDING)
        self.matrix(name + "attn_k.weight", keys, EMBEDDING)
        self.matrix(name + "attn_v.weight", keys, EMBEDDING)
        self.matrix(name + "attn_output.weight", EMBEDDING, EMBEDDING)
        if experts:
            gate = self.random.standard_normal((EXPERTS, EMBEDDING)).astype(np.float32)
            self.file.add_tensor(name + "ffn_gate_inp.weight", gate * SPREAD)
            self.matrix(name + "ffn_gate_exps.weight", EXPERTS, FEED_FORWARD, EMBEDDING)
            self.matrix(name + "ffn_up_exps.weight", EXPERTS, FEED_FORWARD, EMBEDDING)
            self.matrix(name + "ffn_down_exps.weight", EXPERTS, EMBEDDING, FEED_FORWARD)
        else:
            self.matrix(name + "ffn_gate.weight", FEED_FORWARD, EMBEDDING)
            self.matrix(name + "ffn_up.weight", FEED_FORWARD, EMBEDDING)
            self.matrix(name + "ffn_down.weight", EMBEDDING, FEED_FORWARD)

    def norm(self, name):
        self.file.add_tensor(name, np.ones(EMBEDDING, np.float32))

    def matrix(self, name, *shape, spread=SPREAD):
        if self.kind in RANDOM_CODES:
            self.file.add_tensor(name, random_codes(self.random, self.kind, shape, spread), raw_dtype=self.kind)
        else:
            self.write(name, self.random.standard_normal(shape).astype(np.float32) * spread, self.kind)

    def write(self, name, values, kind):
        self.file.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)


def main(folder):
    folder = Path(folder)
    for kind in Type.F32, Type.F16, Type.BF16, Type.Q8_0, Type.Q4_0, Type.Q4_K, Type.Q6_K:
        Model(folder / f"{kind.name.lower()}.gguf", kind)
    Model(folder / "moe.gguf", Type.Q8_0, experts=True)
    Model(folder / "peaked_q8_0.gguf", Type.Q8_0, peaked=True)
    Model(folder / "peaked_q4_k.gguf", Type.Q4_K, peaked=True)
    Model(folder / "peaked_f16.gguf", Type.F16, peaked=True)
    Model(folder / "peaked_moe.gguf", Type.Q8_0, experts=True, peaked=True)


if __name__ == "__main__":
    main(sys.argv[1])
