/* Frames as the nodes exchange them: byte for byte what Core/Frame.swift and Core/Content.swift
 * make and check. Inline, as the baseline's loops are to cost no call. */
#ifndef CL_BASELINE_FRAME_H
#define CL_BASELINE_FRAME_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "frames are little-endian");

enum { CL_FRAME_GET = 1, CL_FRAME_PUT = 2, CL_FRAME_VALUE = 3, CL_FRAME_STORED = 5 };

enum {
    CL_FRAME_LENGTH_BYTES = 4,
    CL_FRAME_HEAD_BYTES = 52,
    /* The only content the baseline sends. */
    CL_FRAME_CONTENT_BYTES = 24,
    CL_FRAME_BYTES_MAX = CL_FRAME_HEAD_BYTES + CL_FRAME_CONTENT_BYTES,
};

/* Which write a content stems from. */
struct cl_frame_version {
    int64_t intended_ns;
    uint32_t participant;
    uint32_t sequence;
};

/* A message without its content, which follows from key and version. */
struct cl_frame {
    uint8_t kind;
    uint8_t flags;
    uint8_t attempt;
    uint16_t hops;
    uint32_t participant;
    uint32_t sequence;
    uint32_t ticket;
    uint32_t key;
    struct cl_frame_version version;
    uint32_t service_ns;
    uint32_t content_bytes;
};

static inline int cl_frame_carries_content(uint8_t kind) {
    return kind == CL_FRAME_PUT || kind == CL_FRAME_VALUE;
}

static inline uint64_t cl_content_seed(uint32_t key, struct cl_frame_version version) {
    uint64_t writer = (uint64_t)version.participant << 32 | version.sequence;
    return (uint64_t)version.intended_ns * 0x9E3779B97F4A7C15u ^ writer * 0xD6E8FEB86659FD93u ^ key;
}

static inline uint64_t cl_content_word(uint64_t seed, uint64_t index) {
    uint64_t mixed = (seed ^ index) * 0xBF58476D1CE4E5B9u;
    return mixed ^ mixed >> 32;
}

/* Writes the frame, content included; `at` has room for CL_FRAME_BYTES_MAX. Returns its length. */
static inline size_t cl_frame_encode(const struct cl_frame *frame, uint8_t *at) {
    int carries = cl_frame_carries_content(frame->kind);
    size_t count = carries ? CL_FRAME_BYTES_MAX : CL_FRAME_HEAD_BYTES;
    uint32_t length = (uint32_t)count - CL_FRAME_LENGTH_BYTES;
    memcpy(at, &length, 4);
    at[4] = frame->kind;
    at[5] = 0;
    at[6] = frame->flags;
    at[7] = frame->attempt;
    memcpy(at + 8, &frame->hops, 2);
    memset(at + 10, 0, 2);
    memcpy(at + 12, &frame->participant, 4);
    memcpy(at + 16, &frame->sequence, 4);
    memcpy(at + 20, &frame->ticket, 4);
    memcpy(at + 24, &frame->key, 4);
    memcpy(at + 28, &frame->version.intended_ns, 8);
    memcpy(at + 36, &frame->version.participant, 4);
    memcpy(at + 40, &frame->version.sequence, 4);
    memcpy(at + 44, &frame->service_ns, 4);
    memcpy(at + 48, &frame->content_bytes, 4);
    if (!carries) return count;
    uint64_t seed = cl_content_seed(frame->key, frame->version);
    for (uint64_t index = 0; index < CL_FRAME_CONTENT_BYTES / 8; index++) {
        uint64_t word = cl_content_word(seed, index);
        memcpy(at + CL_FRAME_HEAD_BYTES + 8 * index, &word, 8);
    }
    return count;
}

/* Reads the frame at the front of `count` bytes, and checks its content.
 * Returns its length, 0 when it is not whole yet, or -EPROTO. */
static inline ptrdiff_t cl_frame_decode(struct cl_frame *frame, const uint8_t *at, size_t count) {
    uint32_t length;
    uint16_t zero;
    if (count < CL_FRAME_HEAD_BYTES) return 0;
    memcpy(&length, at, 4);
    if (length + CL_FRAME_LENGTH_BYTES > CL_FRAME_BYTES_MAX) return -EPROTO;
    if (count < length + CL_FRAME_LENGTH_BYTES) return 0;
    frame->kind = at[4];
    frame->flags = at[6];
    frame->attempt = at[7];
    memcpy(&frame->hops, at + 8, 2);
    memcpy(&zero, at + 10, 2);
    memcpy(&frame->participant, at + 12, 4);
    memcpy(&frame->sequence, at + 16, 4);
    memcpy(&frame->ticket, at + 20, 4);
    memcpy(&frame->key, at + 24, 4);
    memcpy(&frame->version.intended_ns, at + 28, 8);
    memcpy(&frame->version.participant, at + 36, 4);
    memcpy(&frame->version.sequence, at + 40, 4);
    memcpy(&frame->service_ns, at + 44, 4);
    memcpy(&frame->content_bytes, at + 48, 4);
    int carries = cl_frame_carries_content(frame->kind);
    uint32_t content = carries ? CL_FRAME_CONTENT_BYTES : 0;
    if (length != CL_FRAME_HEAD_BYTES - CL_FRAME_LENGTH_BYTES + content || zero != 0
        || frame->flags > 3 || (carries && frame->content_bytes != content))
        return -EPROTO;
    uint64_t difference = 0;
    uint64_t seed = cl_content_seed(frame->key, frame->version);
    for (uint64_t index = 0; index < content / 8; index++) {
        uint64_t found;
        memcpy(&found, at + CL_FRAME_HEAD_BYTES + 8 * index, 8);
        difference |= found ^ cl_content_word(seed, index);
    }
    return difference == 0 ? (ptrdiff_t)(length + CL_FRAME_LENGTH_BYTES) : -EPROTO;
}

#endif
