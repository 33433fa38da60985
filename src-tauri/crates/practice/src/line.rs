//! Connections that can be cut from inside, as a network would: no answer, no goodbye.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// The end of one connection that handlers hold.
#[derive(Clone, Debug)]
pub struct Caller {
    pub address: SocketAddr,
    cut: Arc<AtomicBool>,
}

impl Caller {
    fn new(address: SocketAddr) -> Self {
        Self { address, cut: Arc::default() }
    }

    /// Cuts the connection: whatever is answered now never arrives.
    pub fn hang_up(&self) {
        self.cut.store(true, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Door>> for Caller {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.remote_addr().clone()
    }
}

/// A listener whose connections can be cut.
pub struct Door(pub TcpListener);

impl Listener for Door {
    type Io = Line;
    type Addr = Caller;

    async fn accept(&mut self) -> (Line, Caller) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        let caller = Caller::new(address);
        let line = Line { stream, cut: caller.cut.clone() };
        (line, caller)
    }

    fn local_addr(&self) -> io::Result<Caller> {
        self.0.local_addr().map(Caller::new)
    }
}

/// A connection that fails once it was cut.
pub struct Line {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

impl Line {
    fn check(&self) -> io::Result<()> {
        if self.cut.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
