# Stands in for node:24-bookworm-slim where no image registry can be reached: Debian 12, and Node and npm as npm's registry has them.
FROM debian:bookworm-slim
COPY rootfs/ /
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node
CMD ["node"]
