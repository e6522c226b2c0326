# Stands in for nginx:1.30-trixie where no image registry can be reached: Debian 13 with its nginx 1.26, and what we
# rely on of the public image: the user's id, curl, the folder and the commands.
FROM debian:trixie-slim
RUN groupadd --system --gid 101 nginx && useradd --system --uid 101 --gid nginx nginx && rm -rf /etc/nginx/modules-enabled
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
